/** Where the gate looks for the token. */
export type TokenFrom = "bearer" | { readonly cookie: string };

/** The token, or why there is none: nothing was sent, or what was sent is ambiguous or malformed (RFC 6750 §3.1). */
export type Credentials = { readonly token: string } | "absent" | "invalid_request";

// RFC 6750 §2.1, with the one or more spaces of RFC 9110 §11.4.
const BEARER = /^bearer +([\w\-.~+/]+=*)$/i;
// The scheme, first or behind other credentials, and after it what is no letter of a longer name (RFC 9110 §5.6.2).
const NAMES_BEARER = /(?:^|,)[ \t]*bearer[^\w!#$%&'*+\-.^`|~]/i;

export function credentialsOf(request: Request, from: TokenFrom): Credentials {
  return from === "bearer"
    ? bearer(request.headers.get("authorization"))
    : cookie(request.headers.get("cookie"), from.cookie);
}

/** Two headers arrive joined by a comma, which no token holds: which of them counts must not be a guess. */
function bearer(header: string | null): Credentials {
  const value = trimmed(header ?? "");
  const [, token] = BEARER.exec(value) ?? [];
  if (token !== undefined) return { token };
  return NAMES_BEARER.test(value) ? "invalid_request" : "absent";
}

/** RFC 6265 §4.2.1. A second cookie of the name may have been set by a neighbouring domain. */
function cookie(header: string | null, name: string): Credentials {
  const pairs = (header ?? "").split(";").map(trimmed);
  const values = pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  if (values.length > 1) return "invalid_request";
  const [token = ""] = values;
  return token === "" ? "absent" : { token };
}

/**
 * The white space of HTTP only (RFC 9110 §5.6.3): browsers guard the prefix `__Host-` of a cookie's name as it is spelled,
 * so a name that has it only once a no-break space is cut off can be set by anybody.
 */
function trimmed(text: string): string {
  return text.replace(/^[ \t]+/, "").replace(/[ \t]+$/, "");
}

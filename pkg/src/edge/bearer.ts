/** Where the gate looks for the token. */
export type TokenFrom = "bearer" | { readonly cookie: string };

/** The token, or why there is none: nothing was sent, or what was sent is ambiguous or malformed (RFC 6750 §3.1). */
export type Credentials = { readonly token: string } | "absent" | "invalid_request";

// RFC 6750 §2.1, with the one or more spaces of RFC 9110 §11.4.
const BEARER = /^bearer +([\w\-.~+/]+=*)$/i;
const IS_BEARER = /^bearer(?:$|[^\w\-.!#$%&'*+^`|~])/i;

export function credentialsOf(request: Request, from: TokenFrom): Credentials {
  return from === "bearer"
    ? bearer(request.headers.get("authorization"))
    : cookie(request.headers.get("cookie"), from.cookie);
}

/** Two headers arrive joined by a comma, which no token holds: which of them counts must not be a guess. */
function bearer(header: string | null): Credentials {
  const value = header?.trim() ?? "";
  const [, token] = BEARER.exec(value) ?? [];
  if (token !== undefined) return { token };
  if (/^bearer$/i.test(value) || !IS_BEARER.test(value))
    return value.includes(",") ? otherScheme(value) : "absent";
  return "invalid_request";
}

/** Among credentials of several schemes there may be a token, but only one may be sent (RFC 6750 §2). */
function otherScheme(value: string): Credentials {
  return /(?:^|,)\s*bearer\s/i.test(value) ? "invalid_request" : "absent";
}

/** RFC 6265 §4.2.1. A second cookie of the name may have been set by a neighbouring domain. */
function cookie(header: string | null, name: string): Credentials {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  const values = pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [token, ...others] = values;
  if (token === undefined || token === "") return others.length > 0 ? "invalid_request" : "absent";
  return others.length > 0 ? "invalid_request" : { token };
}

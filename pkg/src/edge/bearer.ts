import { tokenInCookies } from "./cookies.js";
import { isToken, trimmed } from "./text.js";

/** Where the gate looks for the token. */
export type TokenFrom = "bearer" | { readonly cookie: string };

/** The token, or why there is none: nothing was sent, or what was sent is ambiguous or malformed (RFC 6750 §3.1). */
export type Credentials = { readonly token: string } | "absent" | "invalid_request";

export function credentialsOf(request: Request, from: TokenFrom): Credentials {
  return from === "bearer"
    ? bearer(request.headers.get("authorization"))
    : tokenInCookies(request.headers.get("cookie"), from.cookie);
}

const SCHEME = "bearer";

/** Two headers arrive joined by a comma, which no token holds: which of them counts must not be a guess. */
function bearer(header: string | null): Credentials {
  const value = trimmed(header ?? "");
  const token = b64token(afterScheme(value) ?? "");
  if (token !== undefined) return { token };
  const parts = value.split(",");
  return parts.some((part, index) => namesBearer(part, index < parts.length - 1))
    ? "invalid_request"
    : "absent";
}

/** What follows the scheme, which is written in any case (RFC 9110 §11.1). */
function afterScheme(credentials: string): string | undefined {
  const scheme = credentials.slice(0, SCHEME.length);
  return scheme.toLowerCase() === SCHEME ? credentials.slice(SCHEME.length) : undefined;
}

/** RFC 6750 §2.1, with the one or more spaces of RFC 9110 §11.4. */
function b64token(text: string): string | undefined {
  let start = 0;
  while (text[start] === " ") start++;
  const token = text.slice(start);
  const padding = token.indexOf("=");
  const isPadded = padding >= 0;
  const body = isPadded ? token.slice(0, padding) : token;
  if (start === 0 || body === "" || /[^\w\-.~+/]/.test(body)) return undefined;
  return isPadded && /[^=]/.test(token.slice(padding)) ? undefined : token;
}

/** Whether it begins with the scheme and not with a longer name that begins alike (RFC 9110 §5.6.2). */
function namesBearer(part: string, hasComma: boolean): boolean {
  const rest = afterScheme(trimmed(part));
  if (rest === undefined) return false;
  return rest === "" ? hasComma : !isToken(rest[0]);
}

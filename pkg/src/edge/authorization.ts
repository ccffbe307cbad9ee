import type { Found, Scheme } from "./credentials.js";
import { isToken, trimmed } from "./text.js";

/** Two headers arrive joined by a comma, which no token contains. The gate must not guess which one the origin reads. */
export function tokenAfterScheme(header: string | null, wanted: string): Found {
  const name = wanted.toLowerCase();
  const value = trimmed(header ?? "");
  const token = afterSpaces(afterScheme(value, name) ?? "");
  if (token !== undefined) return { token, scheme: schemeOf(name) };
  const parts = value.split(",");
  return parts.some((part, index) => names(name, part, index < parts.length - 1))
    ? "invalid_request"
    : "absent";
}

/** The token of a header that holds nothing else. */
export function wholeToken(header: string | null): Found {
  const token = trimmed(header ?? "");
  if (token === "") return "absent";
  return isB64token(token) ? { token, scheme: undefined } : "invalid_request";
}

export function schemeOf(scheme: string): Scheme {
  const name = scheme.toLowerCase();
  return name === "bearer" || name === "dpop" ? name : undefined;
}

/** What follows the scheme. Case makes no difference in the scheme (RFC 9110 §11.1). */
function afterScheme(credentials: string, name: string): string | undefined {
  const scheme = credentials.slice(0, name.length);
  return scheme.toLowerCase() === name ? credentials.slice(name.length) : undefined;
}

/** After the one or more spaces of RFC 9110 §11.4. */
function afterSpaces(text: string): string | undefined {
  let start = 0;
  while (text[start] === " ") start++;
  const token = text.slice(start);
  return start > 0 && isB64token(token) ? token : undefined;
}

/**
 * RFC 6750 §2.1, which RFC 9449 §7.1 adopts. Each segment may have padding, because AWS load balancers write tokens so; the RFC
 * allows it only at the end.
 */
export function isB64token(token: string): boolean {
  return /^[^=]/.test(token) && !/[^\w\-.~+/=]|=[^=.]/.test(token);
}

/** Whether it begins with the scheme and not with a longer name that begins alike (RFC 9110 §5.6.2). */
function names(scheme: string, part: string, hasComma: boolean): boolean {
  const rest = afterScheme(trimmed(part), scheme);
  if (rest === undefined) return false;
  return rest === "" ? hasComma : !isToken(rest[0]);
}

import type { Found, Scheme } from "./credentials.js";
import { isToken, trimmed } from "./text.js";

/**
 * The token after this scheme. Two headers arrive joined by a comma, which no token contains; the gate must not guess
 * which one the origin reads.
 */
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

/** The token in a header that holds nothing else. */
export function wholeToken(header: string | null): Found {
  const token = trimmed(header ?? "");
  if (token === "") return "absent";
  return isB64token(token) ? { token, scheme: undefined } : "invalid_request";
}

export function schemeOf(scheme: string): Scheme {
  const name = scheme.toLowerCase();
  return name === "bearer" || name === "dpop" ? name : undefined;
}

/** The text after the scheme, in which case does not matter (RFC 9110 §11.1). */
function afterScheme(credentials: string, name: string): string | undefined {
  const scheme = credentials.slice(0, name.length);
  return scheme.toLowerCase() === name ? credentials.slice(name.length) : undefined;
}

/** The token after one or more spaces (RFC 9110 §11.4). */
function afterSpaces(text: string): string | undefined {
  let start = 0;
  while (text[start] === " ") start++;
  const token = text.slice(start);
  return start > 0 && isB64token(token) ? token : undefined;
}

/**
 * Whether it is a `b64token` (RFC 6750 §2.1, RFC 9449 §7.1). The RFC allows padding only at the end. Here each segment
 * may have it, because AWS load balancers write such tokens.
 */
export function isB64token(token: string): boolean {
  return /^[^=]/.test(token) && !/[^\w\-.~+/=]|=[^=.]/.test(token);
}

/** Whether it begins with the scheme, and not with a longer name (RFC 9110 §5.6.2). */
function names(scheme: string, part: string, hasComma: boolean): boolean {
  const rest = afterScheme(trimmed(part), scheme);
  if (rest === undefined) return false;
  return rest === "" ? hasComma : !isToken(rest[0]);
}

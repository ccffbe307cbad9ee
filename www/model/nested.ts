import type { DecodedToken } from "./decoded-token";
import { leavesOf } from "./lints/leaves";

export interface NestedToken {
  /** The path of the claim; `undefined` if the token is the whole payload. */
  readonly path: string | undefined;
  readonly token: string;
}

/** `{"` in base64url, the beginning of every compact JWS and JWE. */
const TOKEN = /^eyJ[\w-]*(\.[\w-]*){2}((\.[\w-]*){2})?$/;

export const isWholeToken = (text: string): boolean => TOKEN.test(text);

/** Tokens inside this one (RFC 7519 §5.2), or in its claims. */
export function nestedIn(decoded: DecodedToken): readonly NestedToken[] {
  const whole = decoded.payloadText?.text.trim() ?? "";
  if (TOKEN.test(whole)) return [{ path: undefined, token: whole }];
  return leavesOf(decoded.payload).flatMap(({ path, value }) =>
    typeof value === "string" && TOKEN.test(value) ? [{ path, token: value }] : [],
  );
}

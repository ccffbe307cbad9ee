import type { DecodedToken } from "./decoded-token";
import { leavesOf } from "./lints/leaves";

export interface NestedToken {
  /** Where it stands; `undefined` if it is the whole payload. */
  readonly path: string | undefined;
  readonly token: string;
}

/** An object's first letters, `{"`, in base64url: every compact JWS and JWE begins so. */
const TOKEN = /^eyJ[\w-]*(\.[\w-]*){2}((\.[\w-]*){2})?$/;

/** Tokens inside this one (RFC 7519 §5.2), or in its claims. */
export function nestedIn(decoded: DecodedToken): readonly NestedToken[] {
  const whole = decoded.payloadText?.text.trim() ?? "";
  if (TOKEN.test(whole)) return [{ path: undefined, token: whole }];
  return leavesOf(decoded.payload).flatMap(({ path, value }) =>
    typeof value === "string" && TOKEN.test(value) ? [{ path, token: value }] : [],
  );
}

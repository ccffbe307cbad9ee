import type { JwtError } from "./error.js";
import type { JwtClaims, JwtHeader, UnverifiedClaims, UnverifiedHeader, VerifiedKey } from "./token-types.js";
import type { CheckName, SkipReason } from "./types.js";

/** The outcome of one check. */
export type Check = {
  /** Which check it is. */
  readonly name: CheckName;
  /** A whole sentence that says what was found. */
  readonly message: string;
} & (
  | {
      /** `passed`, `failed` or `skipped`. */
      readonly outcome: "failed";
      /** The {@link JwtError} that `verify` would throw if this check failed first. */
      readonly error: JwtError;
    }
  | {
      readonly outcome: "skipped";
      /** A stable name for why the check was not made. */
      readonly reason: SkipReason;
      readonly error?: never;
    }
  | { readonly outcome: "passed"; readonly error?: never }
);

/**
 * The outcome of every check of a token. `verify` accepts the token only if `verdict` is `"verified"`.
 *
 * - `verified`: every check passed, the signature's as well.
 * - `refused`: at least one check failed. `verify` throws the error of the first one. Header and payload are there if
 *   they could be read.
 * - `unchecked`: no check failed, but the signature was not checked, because no key was given or nothing here computes
 *   it. Anybody can have written the token.
 *
 * `key` is the key that was chosen for the token, if one was. It signed the token only if the verdict is `verified`.
 */
export type Report = {
  /** The outcome of each check, in the order in which they are made. */
  readonly checks: readonly Check[];
} & (
  | {
      /** Whether `verify` accepts the token. */
      readonly verdict: "verified";
      /** The header, if it could be read. */
      readonly header: JwtHeader;
      /** The claims, if they could be read. */
      readonly payload: JwtClaims;
      /** The key that was chosen for the token. */
      readonly key: VerifiedKey;
    }
  | {
      readonly verdict: "unchecked";
      readonly header: UnverifiedHeader;
      readonly payload: JwtClaims;
      readonly key?: VerifiedKey;
    }
  | {
      readonly verdict: "refused";
      readonly header?: UnverifiedHeader;
      readonly payload?: UnverifiedClaims;
      readonly key?: VerifiedKey;
    }
);

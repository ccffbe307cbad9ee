/**
 * The core speaks English. Another language says the same by the code, the reason and the facts of an error, by the name of
 * a check that passed, and by the reason of one that was skipped. What it leaves out stays English.
 */

import type { CheckName, JwtError, JwtErrorCode, SkipReason } from "jwt-wasm";

export interface CoreWords {
  /** Each begins in lower case and ends without a full stop, as the core's own. */
  readonly errors: Readonly<Partial<Record<JwtErrorCode, (error: JwtError) => string>>>;
  readonly passed: Readonly<Partial<Record<CheckName, string>>>;
  readonly skipped: Readonly<Partial<Record<SkipReason, string>>>;
}

/** What the core says of an error, in the language of these words. */
export function inWords({ errors }: CoreWords, error: JwtError): string {
  return errors[error.code]?.(error) ?? error.message;
}

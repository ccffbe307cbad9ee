/**
 * The core's messages are English. Another language has a sentence for each error by its code, reason and facts, for
 * each passed check by its name, and for each skipped check by its reason. What it leaves out stays English.
 */

import type { CheckName, JwtError, JwtErrorCode, SkipReason } from "jwt-wasm";

export interface CoreWords {
  /** Like the core's messages, each begins in lower case and ends without a full stop. */
  readonly errors: Readonly<Partial<Record<JwtErrorCode, (error: JwtError) => string>>>;
  readonly passed: Readonly<Partial<Record<CheckName, string>>>;
  readonly skipped: Readonly<Partial<Record<SkipReason, string>>>;
}

/** The core's message for an error, in the language of these words. */
export function inWords({ errors }: CoreWords, error: JwtError): string {
  return errors[error.code]?.(error) ?? error.message;
}

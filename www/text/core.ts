/**
 * The core speaks English. Another language says the same by the code and the facts of an error, by the name of a
 * check that passed, and by the words of one that was skipped, for which there is no code. What it leaves out stays English.
 */

import type { CheckName, JwtError, JwtErrorCode } from "jwt-wasm";

export interface CoreWords {
  /** Each begins in lower case and ends without a full stop, as the core's own. */
  readonly errors: Readonly<Partial<Record<JwtErrorCode, (error: JwtError) => string>>>;
  readonly passed: Readonly<Partial<Record<CheckName, string>>>;
  readonly skipped: Readonly<Record<string, string>>;
}

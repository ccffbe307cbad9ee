import type { Key } from "./key.js";
import type { Report, VerifyOptions } from "./types.js";
import { makeVerifier } from "./verifier.js";

/** As {@link explainSync}, as a promise. */
export async function explain(token: string, key?: Key, options: VerifyOptions = {}): Promise<Report> {
  return explainSync(token, key, options);
}

/**
 * Tells every check of a token and how it ended, instead of stopping at the first that fails. Without a key the
 * signature is not checked, and the verdict is never `verified`.
 * @throws {JwtError} `options_invalid` or `key_invalid`; a bad token is no error here.
 */
export function explainSync(token: string, key?: Key, options: VerifyOptions = {}): Report {
  const verifier = makeVerifier(key, options);
  try {
    return verifier.explainSync(token);
  } finally {
    verifier.free();
  }
}

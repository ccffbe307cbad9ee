import type { Report, VerificationKey, VerifyOptions } from "./types.js";
import { reporterOnce, verifierOnce } from "./verifier.js";

/**
 * Reports every check of a token and how it ended, instead of stopping at the first that fails. Without a key the
 * signature is not checked, and the verdict is never `verified`.
 * @throws {JwtError} `options_invalid`, `key_invalid` or `jwks_unavailable`; a bad token is not an error here.
 * @example
 * ```ts
 * const { verdict, checks } = await explain(token, secretKey(secret, "HS256"), { audience: "api" });
 * console.log(verdict); // "verified", "refused" or "unchecked"
 * for (const { name, outcome, message } of checks) console.log(name, outcome, message);
 * ```
 */
export async function explain(
  token: string,
  key?: VerificationKey,
  options: VerifyOptions = {},
): Promise<Report> {
  const verifier = key === undefined ? reporterOnce(options) : verifierOnce(key, options);
  try {
    return await verifier.explain(token);
  } finally {
    verifier.free();
  }
}

/**
 * As {@link explain}, at once.
 * @throws {JwtError} also `sync_unavailable`, as `verifySync`.
 */
export function explainSync(token: string, key?: VerificationKey, options: VerifyOptions = {}): Report {
  const verifier = key === undefined ? reporterOnce(options) : verifierOnce(key, options);
  try {
    return verifier.explainSync(token);
  } finally {
    verifier.free();
  }
}

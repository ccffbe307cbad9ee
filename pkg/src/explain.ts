import { heldBy, isSource } from "./keys/handle.js";
import type { Report, VerificationKey, Verifier, VerifyOptions } from "./types.js";
import { LocalVerifier } from "./verifier/at-hand.js";
import { explainKeyless } from "./verifier/explain.js";
import { type ReadOptions, readOptions } from "./verifier/options.js";

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
  const verifier = verifierOnce(key, options);
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
  const verifier = verifierOnce(key, options);
  try {
    return verifier.explainSync(token);
  } finally {
    verifier.free();
  }
}

type Explainer = Pick<Verifier, "explain" | "explainSync" | "free">;

function verifierOnce(key: VerificationKey | undefined, options: VerifyOptions): Explainer {
  if (key === undefined) return keyless(readOptions(options));
  const held = heldBy(key);
  const read = readOptions(options);
  return isSource(held) ? held.verifier(read) : new LocalVerifier(held, read);
}

function keyless(options: ReadOptions): Explainer {
  const explainSync = (token: string) => explainKeyless(options, token);
  return { explain: async (token) => explainSync(token), explainSync, free: () => {} };
}

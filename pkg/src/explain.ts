import { heldBy, isSource } from "./keys/handle.js";
import { explained, explainedSync } from "./schema/explain.js";
import type { SchemaOption } from "./schema/standard.js";
import type { JwtClaims, Report, VerificationKey, Verifier, VerifyOptions } from "./types.js";
import { LocalVerifier } from "./verifier/at-hand.js";
import { explainKeyless } from "./verifier/explain.js";
import { type ReadOptions, readOptions } from "./verifier/options.js";

/**
 * Reports the outcome of every check of a token, instead of stopping at the first check that fails. Without a key the
 * signature is not checked, and the verdict is never `verified`.
 * @throws {JwtError} `options_invalid`, `key_invalid` or `jwks_unavailable`; a bad token is not an error here, but a
 *   report.
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
  options: VerifyOptions & Partial<SchemaOption<unknown>> = {},
): Promise<Report> {
  const [verifier, schema] = verifierOnce(key, options);
  try {
    const report = verifier.explain(token);
    return await (schema ? explained(report, schema) : report);
  } finally {
    verifier.free();
  }
}

/**
 * As {@link explain}, but returns the report instead of a promise.
 * @throws {JwtError} as {@link explain}, and `sync_unavailable` as {@link verifySync}
 * @example
 * ```ts
 * const { verdict, checks } = explainSync(token, secretKey(secret, "HS256"));
 * console.log(verdict, checks.find(({ outcome }) => outcome === "failed")?.message); // refused, since aud was not expected
 * ```
 */
export function explainSync(
  token: string,
  key?: VerificationKey,
  options: VerifyOptions & Partial<SchemaOption<unknown>> = {},
): Report {
  const [verifier, schema] = verifierOnce(key, options);
  try {
    const report = verifier.explainSync(token);
    return schema ? explainedSync(report, schema) : report;
  } finally {
    verifier.free();
  }
}

type Explainer = Pick<Verifier, "explain" | "explainSync" | "free">;

function verifierOnce(
  key: VerificationKey | undefined,
  options: VerifyOptions,
): readonly [Explainer, ReadOptions["schema"]] {
  const held = key === undefined ? undefined : heldBy(key);
  const read = readOptions(options);
  const verifier =
    held === undefined
      ? keyless(read)
      : isSource(held)
        ? held.verifier<JwtClaims>(read)
        : new LocalVerifier<JwtClaims>(held, read);
  return [verifier, read.schema];
}

function keyless(options: ReadOptions): Explainer {
  const explainSync = (token: string) => explainKeyless(options, token);
  return { explain: async (token) => explainSync(token), explainSync, free: () => {} };
}

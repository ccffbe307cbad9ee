import { heldBy, isSource } from "./keys/handle.js";
import { typed, typedSync } from "./schema/payload.js";
import type { SchemaOption } from "./schema/standard.js";
import type { JwtClaims, VerificationKey, Verified, VerifyOptions } from "./types.js";
import { local, verify as verifyBy, verifySync as verifyBySync } from "./verifier/local.js";
import { readOptions } from "./verifier/options.js";

/**
 * Verifies a token: its form, its signature and its claims (RFC 7519 §7.2). For many tokens, {@link createVerifier} is
 * faster.
 * @returns the header and the claims; a refused token is always an error
 * @throws {JwtError} with the code of the first check that fails, such as `signature_invalid`, `expired` or
 *   `claim_mismatch`; `options_invalid` or `key_invalid` for a wrong call; `jwks_unavailable` if the keys cannot be
 *   fetched
 * @example
 * ```ts
 * const key = secretKey(secret, "HS256");
 * try {
 *   const { payload } = await verify(token, key, { issuer: "https://issuer.example", audience: "api" });
 *   console.log(payload.sub);
 * } catch (error) {
 *   if (!(error instanceof JwtError)) throw error;
 *   console.log(error.code); // such as "expired"
 * }
 * ```
 */
export function verify<P>(
  token: string,
  key: VerificationKey,
  options: VerifyOptions & SchemaOption<P>,
): Promise<Verified<P>>;
export function verify<P = JwtClaims>(
  token: string,
  key: VerificationKey,
  options?: VerifyOptions,
): Promise<Verified<P>>;
// `ReturnType` sees only the last signature, and replaces a type parameter by its constraint.
export function verify(token: string, key: VerificationKey, options?: VerifyOptions): Promise<Verified>;
export async function verify(
  token: string,
  key: VerificationKey,
  options: VerifyOptions = {},
): Promise<Verified> {
  const held = heldBy(key);
  const read = readOptions(options);
  const verified = isSource(held)
    ? held.verifier<JwtClaims>(read).verify(token)
    : verifyBy<JwtClaims>(local(held, read), token);
  return read.schema ? typed(verified, read.schema) : verified;
}

/**
 * As {@link verify}, but returns the result instead of a promise.
 * @throws {JwtError} as {@link verify}, and `sync_unavailable` if keys must be fetched first, or if the runtime
 *   computes signatures only as a promise and no engine was loaded
 * @example
 * ```ts
 * const { payload } = verifySync<{ roles: string[] }>(token, secretKey(secret, "HS256"), { audience: "api" });
 * console.log(payload.roles);
 * ```
 */
export function verifySync<P>(
  token: string,
  key: VerificationKey,
  options: VerifyOptions & SchemaOption<P>,
): Verified<P>;
export function verifySync<P = JwtClaims>(
  token: string,
  key: VerificationKey,
  options?: VerifyOptions,
): Verified<P>;
export function verifySync(token: string, key: VerificationKey, options?: VerifyOptions): Verified;
export function verifySync(token: string, key: VerificationKey, options: VerifyOptions = {}): Verified {
  const held = heldBy(key);
  const read = readOptions(options);
  const verified = isSource(held)
    ? held.verifier<JwtClaims>(read).verifySync(token)
    : verifyBySync<JwtClaims>(local(held, read), token);
  return read.schema ? typedSync(verified, read.schema) : verified;
}

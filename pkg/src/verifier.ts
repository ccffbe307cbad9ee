import { heldBy, isSource } from "./keys/handle.js";
import { readOnce } from "./read-options.js";
import type { JwtClaims, VerificationKey, Verifier, VerifierOptions, VerifyOptions } from "./types.js";
import { LocalVerifier } from "./verifier/local.js";
import { type Lifetime, readOptions } from "./verifier/options.js";

/**
 * Reads the key and the options once, for many tokens.
 * @throws {JwtError} `options_invalid` or `key_invalid`.
 * @example
 * ```ts
 * const verifier = createVerifier({
 *   key: remoteJwks("https://issuer.example/.well-known/jwks.json"),
 *   issuer: "https://issuer.example",
 *   audience: "api",
 * });
 * const subjectOf = async (token: string) => (await verifier.verify(token)).payload.sub;
 * ```
 */
export function createVerifier<P = JwtClaims>(options: VerifierOptions): Verifier<P>;
// For `ReturnType`, as of `verify`.
export function createVerifier(options: VerifierOptions): Verifier;
export function createVerifier(options: VerifierOptions): Verifier {
  // What is not a plain object could have options on its prototype, which would be lost here.
  const { key, ...rest } = readOnce(options, "options") as Partial<VerifierOptions>;
  return makeVerifier<JwtClaims>(key, rest, "often");
}

/**
 * For one call: what would be kept for later ones is refused.
 * @internal
 */
export function verifierOnce<P>(key: VerificationKey, options: VerifyOptions): Verifier<P> {
  return makeVerifier<P>(key, options, "once");
}

/**
 * Without a key there are reports only.
 * @internal
 */
export function reporterOnce(options: VerifyOptions): Verifier {
  return new LocalVerifier(undefined, readOptions(options, "once"));
}

function makeVerifier<P>(
  key: VerificationKey | undefined,
  options: VerifyOptions,
  lifetime: Lifetime,
): Verifier<P> {
  const held = heldBy(key);
  const read = readOptions(options, lifetime);
  return isSource(held) ? held.verifier<P>(read) : new LocalVerifier<P>(held, read);
}

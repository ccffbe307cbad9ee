import { heldBy, isSource } from "./keys/handle.js";
import { readOnce } from "./read-options.js";
import type { SchemaOption } from "./schema/standard.js";
import { withSchema } from "./schema/verifier.js";
import type { JwtClaims, Verifier, VerifierOptions } from "./types.js";
import { LocalVerifier } from "./verifier/at-hand.js";
import { readCache } from "./verifier/cache.js";
import { readOptions } from "./verifier/options.js";

/**
 * Reads the key and the options once, to verify many tokens.
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
export function createVerifier<P>(options: VerifierOptions & SchemaOption<P>): Verifier<P>;
export function createVerifier<P = JwtClaims>(options: VerifierOptions): Verifier<P>;
// For `ReturnType`, as in `verify.ts`.
export function createVerifier(options: VerifierOptions): Verifier;
export function createVerifier(options: VerifierOptions): Verifier {
  // Read before it is spread, because an object of a class may have options on its prototype, which a spread would
  // lose.
  const { key, ...rest } = readOnce(options, "options") as Partial<VerifierOptions>;
  const held = heldBy(key);
  const read = readOptions(rest, readCache);
  const verifier = isSource(held) ? held.verifier<JwtClaims>(read) : new LocalVerifier<JwtClaims>(held, read);
  return read.schema ? withSchema(verifier, read.schema) : verifier;
}

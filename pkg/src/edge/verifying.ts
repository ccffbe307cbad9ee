import { heldBy, isSource } from "../keys/handle.js";
import type { VerificationKey, Verified } from "../types.js";
import { keep } from "../verifier/kept.js";
import { local, verify } from "../verifier/local.js";
import type { ReadOptions } from "../verifier/options.js";

/** The part of a verifier that the gate needs. */
export interface TokenVerifier<P> {
  verify(token: string): Promise<Verified<P>>;
}

/**
 * As `createVerifier`, but without the code that writes reports.
 * @throws {JwtError} `options_invalid`, `key_invalid`
 */
export function verifierWith<P>(key: VerificationKey, options: ReadOptions): TokenVerifier<P> {
  const held = heldBy(key);
  if (isSource(held)) return held.verifier<P>(options);
  const self = local(held, options);
  keep(self);
  return { verify: (token) => verify(self, token) };
}

import { heldBy, isSource, sourceIn } from "../keys/handle.js";
import { hasOwn } from "../kind.js";
import type { VerificationKey, Verified } from "../types.js";
import { keep } from "../verifier/kept.js";
import { local, verify } from "../verifier/local.js";
import type { ReadOptions } from "../verifier/options.js";
import type { Decryption } from "./hooks.js";

/** The part of a verifier that the gate needs. */
export interface TokenVerifier<P> {
  verify(token: string): Promise<Verified<P>>;
}

/** What reads the gate's tokens: signed ones, or encrypted ones if the key is a decrypter. */
export type TokenReader<P> = TokenVerifier<P> | Decryption;

export function isDecryption<P>(reader: TokenReader<P>): reader is Decryption {
  return hasOwn(reader, "read");
}

/** @throws {JwtError} `options_invalid`, `key_invalid` */
export function readerWith<P>(key: unknown, options: ReadOptions): TokenReader<P> {
  const source = sourceIn(key);
  const decryption = source && Object.hasOwn(source, "decryption") ? source.decryption : undefined;
  return decryption?.(options) ?? verifierWith<P>(key as VerificationKey, options);
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

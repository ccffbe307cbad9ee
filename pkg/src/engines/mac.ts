import type { Algorithm, Engine } from "../types.js";
import type { Signed } from "./index.js";
import { type NodeCrypto, nodeCrypto } from "./node.js";

/**
 * From this many bytes of signing input on, `node:crypto` computes an HMAC faster than the core, the overhead of the
 * call included. For shorter tokens, which nearly all are, the secret never leaves the core.
 */
export const LONG_INPUT = 2048;

/**
 * {@link LONG_INPUT} in characters of a whole token: 87 more, for the dot and the longest MAC. It is not written as a
 * sum, because bundlers do not leave sums out.
 */
export const LONG_TOKEN = 2135;

const HASHES: { readonly [name in Algorithm]?: string } = {
  HS256: "sha256",
  HS384: "sha384",
  HS512: "sha512",
};

/** The host's imports of secrets, by the index in the set. The host wipes a secret when it is garbage-collected. */
export type Secrets = Map<number, object>;

/** A secret for the host to import. */
export interface MacKey {
  readonly secrets: Secrets;
  /** The secret's index in its set. */
  readonly index: number;
  /** The secret's bytes. Called only if the secret is not imported yet. */
  secret(): Uint8Array;
}

/** The MAC of the input by the caller's own key of `node:crypto`. */
export function macByNode(crypto: NodeCrypto, name: Algorithm, key: object, input: Uint8Array): Uint8Array {
  return crypto
    .createHmac(HASHES[name] as string, key)
    .update(input)
    .digest();
}

/** Whether the algorithm is an HMAC, which needs no engine. */
export function isMac(name: Algorithm): boolean {
  return Object.hasOwn(HASHES, name);
}

/** Whether the host can compute this HMAC without a promise, and the option `engine` allows it. */
export function hostMacs(engine: Engine, name: Algorithm): boolean {
  return engine !== "wasm" && isMac(name) && nodeCrypto() !== undefined;
}

/** Whether the MAC is good. MACs of the same length are compared in constant time; the length is not secret. */
export function verifyMac(name: Algorithm, key: MacKey, signed: Signed): boolean {
  const { createHmac, createSecretKey, timingSafeEqual } = nodeCrypto() as NodeCrypto;
  const { secrets } = key;
  let imported = secrets.get(key.index);
  if (!imported) {
    const secret = key.secret();
    try {
      imported = createSecretKey(secret);
    } finally {
      secret.fill(0);
    }
    secrets.set(key.index, imported);
  }
  const mac = createHmac(HASHES[name] as string, imported)
    .update(signed.input)
    .digest();
  return mac.length === signed.signature.length && timingSafeEqual(mac, signed.signature);
}

import type { Algorithm, Engine } from "../types.js";
import { type NodeCrypto, nodeCrypto } from "./node.js";
import type { SignatureRequest } from "./request.js";

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

/**
 * Whether the MAC is good. MACs of the same length are compared in constant time; the length is not secret.
 * @param secret gives the secret's bytes. Called only if the secret is not imported yet
 */
export function verifyMac(request: SignatureRequest, secrets: Secrets, secret: () => Uint8Array): boolean {
  const { createHmac, createSecretKey, timingSafeEqual } = nodeCrypto() as NodeCrypto;
  const { name, index } = request;
  let key = secrets.get(index);
  if (!key) {
    const bytes = secret();
    try {
      key = createSecretKey(bytes);
    } finally {
      bytes.fill(0);
    }
    secrets.set(index, key);
  }
  // `secret` replaces the views on the core's memory by copies.
  const { input, signature } = request;
  const mac = createHmac(HASHES[name] as string, key)
    .update(input)
    .digest();
  return mac.length === signature.length && timingSafeEqual(mac, signature);
}

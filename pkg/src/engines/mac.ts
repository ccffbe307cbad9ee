import type { Algorithm, Engine } from "../types.js";
import type { Signed } from "./index.js";
import { type NodeCrypto, nodeCrypto } from "./node.js";

/**
 * Bytes of signing input from which on `node:crypto` computes a MAC in less time than the core, what it costs to ask
 * included. For shorter ones, which nearly all are, no secret leaves the core.
 */
export const LONG_INPUT = 2048;

/** As {@link LONG_INPUT}, in characters of the whole token: 87 more, for the dot and the longest MAC. Bundlers leave out a sum less easily. */
export const LONG_TOKEN = 2135;

const HASHES: { readonly [name in Algorithm]?: string } = {
  HS256: "sha256",
  HS384: "sha384",
  HS512: "sha512",
};

/** Secrets as the host imported them, which wipes them when they are collected, by their place in a set. */
export type Secrets = Map<number, object>;

/** A secret as the host imports it. */
export interface MacKey {
  readonly secrets: Secrets;
  /** Which one of a set. */
  readonly index: number;
  /** Asked for only when the secret is not imported yet. */
  secret(): Uint8Array;
}

/** Whether it is an HMAC, which the core computes, and of long tokens the host; all else is an engine's. */
export function isMac(name: Algorithm): boolean {
  return Object.hasOwn(HASHES, name);
}

/** Whether the host may and can compute this algorithm's MACs at once. */
export function hostMacs(engine: Engine, name: Algorithm): boolean {
  return engine !== "wasm" && isMac(name) && nodeCrypto() !== undefined;
}

/** Whether this is the input's MAC; compared in constant time, once the lengths are the same, which are not secret. */
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

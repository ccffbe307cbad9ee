import { core } from "../../generated/core.js";
import { readBytes, settled } from "../core/door.js";
import type { Algorithm, Engine } from "../types.js";
import { type NodeCrypto, nodeCrypto } from "./node.js";
import { keep, type SignatureRequest } from "./request.js";
import type { Owner, Verifying } from "./verifying.js";

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

/** The limit that leaves every HMAC to the core. */
export const NO_LIMIT = 2 ** 32 - 1;

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

/** The verification of HMACs: `node:crypto` computes those of long tokens if the option `engine` allows it. */
export const macs: Verifying = {
  hmacLimit,
  verifySync: verify,
  verifyAsync: verify,
};

/** From this many bytes of signing input on, the core leaves an HMAC to the host. `length` is the token's. */
export function hmacLimit(engine: Engine, length: number): number {
  // Nearly every token is short, and looking for `node:crypto` takes part of each first call.
  return engine === "wasm" || length < LONG_INPUT || !nodeCrypto() ? NO_LIMIT : LONG_INPUT;
}

/** MACs of the same length are compared in constant time; the length is not secret. */
function verify(_: Engine, { secrets }: Owner, slot: number, request: SignatureRequest): boolean | undefined {
  const { name, index } = request;
  try {
    const { createHmac, createSecretKey, timingSafeEqual } = nodeCrypto() as NodeCrypto;
    let key = secrets.get(index);
    if (!key) {
      keep(request);
      settled(core.slotKey(slot), false);
      const bytes = readBytes();
      try {
        key = createSecretKey(bytes);
      } finally {
        bytes.fill(0);
      }
      secrets.set(index, key);
    }
    const { input, signature } = request;
    const mac = createHmac(HASHES[name] as string, key)
      .update(input)
      .digest();
    return mac.length === signature.length && timingSafeEqual(mac, signature);
  } catch {
    // Then the core computes it.
    core.dropSlot(slot);
    return undefined;
  }
}

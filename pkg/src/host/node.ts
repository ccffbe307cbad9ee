import { requestsAreIsolated } from "../remote/runtime.js";
import type { HostAlgorithm } from "./algorithms.js";
import { ed25519Pkcs8 } from "./pkcs8.js";

/**
 * A key that was imported for one algorithm, with all that `node:crypto` is to be told at each use. What goes beside a key
 * stands on the key itself: an object around it is first taken for a key, and the error of that, which Node 24 makes and
 * drops at each call, takes as long as the verification of an RSA signature.
 */
export interface NodeKey {
  readonly hash: string | null;
  readonly key: object & KeyOptions;
}

interface KeyOptions {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: "ieee-p1363";
}

/** The part of `node:crypto` that is used. */
export interface NodeCrypto {
  readonly constants: { readonly RSA_PKCS1_PADDING: number; readonly RSA_PKCS1_PSS_PADDING: number };
  createPublicKey(key: { key: JsonWebKey; format: "jwk" }): object;
  createPrivateKey(
    key: { key: JsonWebKey; format: "jwk" } | { key: Uint8Array; format: "der"; type: "pkcs8" },
  ): object;
  verify(hash: string | null, data: Uint8Array, key: NodeKey["key"], signature: Uint8Array): boolean;
  sign(hash: string | null, data: Uint8Array, key: NodeKey["key"]): Uint8Array;
  createSecretKey(secret: Uint8Array): object;
  createHmac(hash: string, secret: object): { update(data: Uint8Array): { digest(): Uint8Array } };
  timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}

const NEEDED = [
  "createPublicKey",
  "createPrivateKey",
  "verify",
  "sign",
  "createSecretKey",
  "createHmac",
  "timingSafeEqual",
] as const satisfies (keyof NodeCrypto)[];

let found: NodeCrypto | null | undefined;

/**
 * `node:crypto` where the runtime has a whole one: Node, Deno and Bun. It is asked for by a function and not imported, so
 * that no bundler looks for it.
 */
export function nodeCrypto(): NodeCrypto | undefined {
  if (found === undefined) found = lookUp() ?? null;
  return found ?? undefined;
}

function lookUp(): NodeCrypto | undefined {
  // The one of Workers takes no key object with options, and computes PKCS#1 v1.5 when asked for RSA-PSS.
  if (requestsAreIsolated()) return undefined;
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  try {
    const crypto = process?.getBuiltinModule?.("node:crypto") as Partial<NodeCrypto> | undefined;
    const isWhole = NEEDED.every((name) => typeof crypto?.[name] === "function");
    return isWhole ? (crypto as NodeCrypto) : undefined;
  } catch {
    // Another package's stand-in for `process`, which has no such function to call.
    return undefined;
  }
}

export function importPublic(crypto: NodeCrypto, algorithm: HostAlgorithm, jwk: JsonWebKey): NodeKey {
  return forUse(crypto, algorithm, crypto.createPublicKey({ key: jwk, format: "jwk" }));
}

export function importPrivate(crypto: NodeCrypto, algorithm: HostAlgorithm, jwk: JsonWebKey): NodeKey {
  const key =
    algorithm.family === "Ed25519"
      ? crypto.createPrivateKey({ key: ed25519Pkcs8(jwk), format: "der", type: "pkcs8" })
      : crypto.createPrivateKey({ key: jwk, format: "jwk" });
  return forUse(crypto, algorithm, key);
}

export function verify(
  crypto: NodeCrypto,
  { hash, key }: NodeKey,
  input: Uint8Array,
  signature: Uint8Array,
): boolean {
  return crypto.verify(hash, input, key, signature);
}

export function sign(crypto: NodeCrypto, { hash, key }: NodeKey, input: Uint8Array): Uint8Array {
  return crypto.sign(hash, input, key);
}

function forUse({ constants }: NodeCrypto, algorithm: HostAlgorithm, key: object): NodeKey {
  const hash = algorithm.hash.replace("-", "");
  const withOptions = (options: KeyOptions) => ({ hash, key: Object.assign(key, options) });
  switch (algorithm.family) {
    case "RSASSA-PKCS1-v1_5":
      return withOptions({ padding: constants.RSA_PKCS1_PADDING });
    case "RSA-PSS":
      return withOptions({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength });
    case "ECDSA":
      return withOptions({ dsaEncoding: "ieee-p1363" });
    case "Ed25519":
      return { hash: null, key };
  }
}

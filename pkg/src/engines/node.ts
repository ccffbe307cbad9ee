import { nodeModule } from "../runtime/builtin.js";
import type { HostAlgorithm } from "./algorithms.js";
import { pkcs8 } from "./pkcs8.js";

/** A key that was imported for one algorithm, with all that `node:crypto` is to be told at each use. */
export interface NodeKey {
  readonly hash: string | null;
  /** With its options beside it, or on it. */
  readonly key: object;
}

interface KeyOptions {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: "ieee-p1363";
}

/** The part of `node:crypto` that is used. */
export interface NodeCrypto {
  readonly constants: { readonly RSA_PKCS1_PADDING: number; readonly RSA_PKCS1_PSS_PADDING: number };
  createPublicKey(key: object): object & { export?(format: { format: "jwk" }): JsonWebKey };
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
 * `node:crypto` where the runtime has a whole one: Node, Deno and Bun. The one of Workers takes no key object with options,
 * and computes PKCS#1 v1.5 when asked for RSA-PSS.
 */
export function nodeCrypto(): NodeCrypto | undefined {
  if (found === undefined) found = lookUp() ?? null;
  return found ?? undefined;
}

function lookUp(): NodeCrypto | undefined {
  const crypto = nodeModule("node:crypto") as Partial<NodeCrypto> | undefined;
  const isWhole = NEEDED.every((name) => typeof crypto?.[name] === "function");
  return isWhole ? (crypto as NodeCrypto) : undefined;
}

export function importPublic(crypto: NodeCrypto, algorithm: HostAlgorithm, jwk: JsonWebKey): NodeKey {
  const key = crypto.createPublicKey({ key: jwk, format: "jwk" });
  const probe: Probe = (given) => crypto.verify("SHA256", NOTHING, given, NOTHING);
  return { hash: hashOf(algorithm), key: withOptions(key, optionsFor(crypto, algorithm), probe) };
}

export function importPrivate(crypto: NodeCrypto, algorithm: HostAlgorithm, jwk: JsonWebKey): NodeKey {
  const key =
    algorithm.family === "Ed25519"
      ? crypto.createPrivateKey({ key: pkcs8(jwk), format: "der", type: "pkcs8" })
      : crypto.createPrivateKey({ key: jwk, format: "jwk" });
  const probe: Probe = (given) => crypto.sign("SHA256", NOTHING, given);
  return { hash: hashOf(algorithm), key: withOptions(key, optionsFor(crypto, algorithm), probe) };
}

type Probe = (key: object) => unknown;

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

/**
 * The key with its options on it, where they are read there. An object around a key is first taken for a key: the errors of
 * that, which Node 24 makes and drops at each call, take as long as the verification of an RSA signature.
 */
function withOptions(key: object, options: KeyOptions, probe: Probe): object {
  const areRead = Object.keys(options).every((name) => isReadFromKey(key, name, probe));
  return areRead ? Object.assign(key, options) : { key, ...options };
}

/**
 * Whether an option counts that stands on the key itself, as in Node: one that can have no such value is refused there. Deno
 * and Bun take no notice of it.
 */
function isReadFromKey(key: object, option: string, probe: Probe): boolean {
  try {
    probe(Object.assign(key, { [option]: "none" }));
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === "ERR_INVALID_ARG_VALUE";
  } finally {
    Reflect.deleteProperty(key, option);
  }
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

/** `null` for Ed25519, which has its own. */
function hashOf({ hash }: HostAlgorithm): string | null {
  return hash === "" ? null : hash.replace("-", "");
}

function optionsFor({ constants }: NodeCrypto, { family, saltLength }: HostAlgorithm): KeyOptions {
  switch (family) {
    case "RSASSA-PKCS1-v1_5":
      return { padding: constants.RSA_PKCS1_PADDING };
    case "RSA-PSS":
      return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
    case "ECDSA":
      return { dsaEncoding: "ieee-p1363" };
    case "Ed25519":
      return {};
  }
}

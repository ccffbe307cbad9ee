import { nodeModule } from "../runtime/builtin.js";
import { type HostAlgorithm, isOfSeed } from "./algorithms.js";
import type { EngineJwk } from "./engine-jwk.js";
import { pkcs8 } from "./pkcs8.js";

/** A key that was imported for one algorithm, with the arguments that `node:crypto` needs at each use. */
export interface NodeKey {
  readonly hash: string | null;
  /** The key with its options: `{ key, ...options }`, or the options as members of the key itself. */
  readonly key: object;
}

interface KeyOptions {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: "ieee-p1363";
}

/** The functions of `node:crypto` that are used. */
export interface NodeCrypto {
  readonly constants: { readonly RSA_PKCS1_PADDING: number; readonly RSA_PKCS1_PSS_PADDING: number };
  createPublicKey(key: object): object & { export?(format: { format: "jwk" }): EngineJwk };
  createPrivateKey(
    key: { key: EngineJwk; format: "jwk" } | { key: Uint8Array; format: "der"; type: "pkcs8" },
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

let found: NodeCrypto | false | undefined;

/**
 * `node:crypto`, if the runtime has all of it: Node, Deno and Bun. The `node:crypto` of Workers is not used: it accepts
 * no key object with options, and computes PKCS#1 v1.5 when RSA-PSS was requested.
 */
export function nodeCrypto(): NodeCrypto | undefined {
  found ??= lookUp();
  return found || undefined;
}

function lookUp(): NodeCrypto | false {
  const crypto = nodeModule("node:crypto") as Partial<NodeCrypto> | undefined;
  return NEEDED.every((name) => typeof crypto?.[name] === "function") && (crypto as NodeCrypto);
}

export function importPublic(crypto: NodeCrypto, algorithm: HostAlgorithm, jwk: EngineJwk): NodeKey {
  const key = crypto.createPublicKey({ key: jwk, format: "jwk" });
  const probe: Probe = (given) => crypto.verify("SHA256", NOTHING, given, NOTHING);
  return { hash: hashOf(algorithm), key: withOptions(key, optionsFor(crypto, algorithm), probe) };
}

export function importPrivate(crypto: NodeCrypto, algorithm: HostAlgorithm, jwk: EngineJwk): NodeKey {
  const key = isOfSeed(algorithm)
    ? crypto.createPrivateKey({ key: pkcs8(jwk), format: "der", type: "pkcs8" })
    : crypto.createPrivateKey({ key: jwk, format: "jwk" });
  const probe: Probe = (given) => crypto.sign("SHA256", NOTHING, given);
  return { hash: hashOf(algorithm), key: withOptions(key, optionsFor(crypto, algorithm), probe) };
}

/** The caller's own key, which is left as it is. */
export function fromKeyObject(crypto: NodeCrypto, algorithm: HostAlgorithm, key: object): NodeKey {
  return { hash: hashOf(algorithm), key: { key, ...optionsFor(crypto, algorithm) } };
}

type Probe = (key: object) => unknown;

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

/**
 * The key with its options, as members of the key if the host reads them there. Node 24 first tries to use an object
 * around a key as a key, and the errors that it makes and drops at each call take as long as verifying an RSA
 * signature.
 */
function withOptions(key: object, options: KeyOptions, probe: Probe): object {
  const areRead = Object.keys(options).every((name) => isReadFromKey(key, name, probe));
  return areRead ? Object.assign(key, options) : { key, ...options };
}

/** Whether the host reads an option from the key itself. Node does, and refuses this invalid value. Deno and Bun ignore it. */
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

/**
 * Whether the host refuses such a signature without looking at it: Deno takes no s in the upper half of its range on
 * secp256k1, as Bitcoin has it. JOSE takes both halves.
 */
export function refusesUnread({ namedCurve }: HostAlgorithm, signature: Uint8Array): boolean {
  return namedCurve === "secp256k1" && (signature[32] as number) >= 0x80 && "Deno" in globalThis;
}

export function sign(crypto: NodeCrypto, { hash, key }: NodeKey, input: Uint8Array): Uint8Array {
  return crypto.sign(hash, input, key);
}

/** The name of the hash, or `null` for Ed25519, Ed448 and ML-DSA, which include theirs. */
function hashOf({ hash }: HostAlgorithm): string | null {
  return hash === "" ? null : hash.replace("-", "");
}

function optionsFor({ constants }: NodeCrypto, { family, saltLength }: HostAlgorithm): KeyOptions {
  if (family === "ECDSA") return { dsaEncoding: "ieee-p1363" };
  if (family === "RSA-PSS") return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
  return family === "RSASSA-PKCS1-v1_5" ? { padding: constants.RSA_PKCS1_PADDING } : {};
}

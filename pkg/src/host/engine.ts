import { computes } from "../../generated/jwt.js";
import { invalidOptions, isJwtError, JwtError } from "../error.js";
import { wrongOption } from "../members.js";
import type { Algorithm, Engine } from "../types.js";
import { type HostAlgorithm, hostAlgorithm } from "./algorithms.js";
import type { HostKeys, Use } from "./keys.js";
import * as node from "./node.js";
import { textEncoder } from "./text.js";
import * as web from "./web.js";

const ENGINES: readonly unknown[] = ["auto", "wasm", "host"] satisfies Engine[];

export function checkEngine(engine: unknown): asserts engine is Engine {
  if (!ENGINES.includes(engine))
    throw wrongOption('the option engine must be "auto", "wasm" or "host"', engine);
}

/** A key as the host imports it. */
export interface HostKey {
  readonly keys: HostKeys;
  /** Which one of a set. */
  readonly index: number;
  /** Asked for only when the key is not imported yet. */
  jwk(): JsonWebKey;
}

type Operation = "verify" | "sign";

/**
 * How the host computes with an algorithm, or `undefined` where the module is to do it.
 * @param isSync whether a promise will not do
 * @throws {JwtError} `options_invalid` if the engine asked for cannot.
 */
export function hostFor(
  engine: Engine,
  name: Algorithm,
  operation: Operation,
  isSync: boolean,
): HostAlgorithm | undefined {
  const algorithm = hostAlgorithm(name);
  if (algorithm === undefined) return undefined;
  const isOwn = moduleComputes(name, operation);
  switch (engine) {
    case "wasm":
      if (isOwn) return undefined;
      throw invalidOptions(
        `the engine "wasm" cannot ${operation} ${name} in this build; leave it to the host`,
      );
    case "host":
      return algorithm;
    case "auto":
      return isOwn && !isWorthAsking(algorithm, isSync) ? undefined : algorithm;
  }
}

/**
 * The module's Ed25519 is about as fast as the hosts', so there a promise costs more than it gains; and not every WebCrypto
 * has it.
 */
function isWorthAsking({ family }: HostAlgorithm, isSync: boolean): boolean {
  return (
    node.nodeCrypto() !== undefined || (!isSync && family !== "Ed25519" && web.webCrypto() !== undefined)
  );
}

const moduleTable = new Map<Algorithm, { verify: boolean; sign: boolean }>();

/** Whether this build has the arithmetic; asked after the module is loaded. */
export function moduleComputes(name: Algorithm, operation: Operation): boolean {
  let entry = moduleTable.get(name);
  if (!entry) {
    const [verify, sign] = computes(name);
    entry = { verify: verify === 1, sign: sign === 1 };
    moduleTable.set(name, entry);
  }
  return entry[operation];
}

export function hostVerifySync(
  algorithm: HostAlgorithm,
  key: HostKey,
  input: Uint8Array,
  signature: Uint8Array,
): boolean {
  const crypto = nodeOrRefusal();
  const imported = key.keys.get<node.NodeKey>("node verify", algorithm, key.index);
  if (imported) return node.verify(crypto, imported, input, signature);
  // Asking the module for the key may make its memory grow, and what stands in it is then not to be read from here.
  const copies = [input.slice(), signature.slice()] as const;
  const made = keep("node verify", algorithm, key, () => node.importPublic(crypto, algorithm, key.jwk()));
  return node.verify(crypto, made, ...copies);
}

export function hostSignSync(algorithm: HostAlgorithm, key: HostKey, input: Uint8Array): Uint8Array {
  const crypto = nodeOrRefusal();
  const imported =
    key.keys.get<node.NodeKey>("node sign", algorithm, key.index) ??
    keep("node sign", algorithm, key, () => nodePair(crypto, algorithm, key.jwk()));
  return node.sign(crypto, imported, input);
}

/**
 * Whether the host need not be asked for a promise: a verification by `node:crypto` takes less time than the start of one by
 * WebCrypto on another thread.
 */
export function answersAtOnce(): boolean {
  return node.nodeCrypto() !== undefined;
}

/** By WebCrypto. */
export async function hostVerify(
  algorithm: HostAlgorithm,
  key: HostKey,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const subtle = webOrRefusal();
  // What is to be verified stands where the next call writes, and no host's own copy is to be relied on for what is let in.
  const copies = [input.slice(), signature.slice()] as const;
  const imported =
    key.keys.get<CryptoKey>("web verify", algorithm, key.index) ??
    (await keepLater("web verify", algorithm, key, () => web.importPublic(subtle, algorithm, key.jwk())));
  return web.verify(subtle, algorithm, imported, ...copies);
}

/** By WebCrypto where it is there, which has other threads for what takes long: RSA, and the larger curves. */
export async function hostSign(
  algorithm: HostAlgorithm,
  key: HostKey,
  input: Uint8Array,
): Promise<Uint8Array> {
  const isQuick = algorithm.family === "Ed25519" || algorithm.namedCurve === "P-256";
  const hasNode = node.nodeCrypto() !== undefined;
  if (hasNode && (isQuick || !web.webCrypto())) return hostSignSync(algorithm, key, input);
  try {
    return await webSign(algorithm, key, input);
  } catch (thrown) {
    // A runtime's two hosts differ in what they can.
    if (!hasNode || isJwtError(thrown)) throw thrown;
    return hostSignSync(algorithm, key, input);
  }
}

async function webSign(algorithm: HostAlgorithm, key: HostKey, input: Uint8Array): Promise<Uint8Array> {
  const subtle = webOrRefusal();
  const imported =
    key.keys.get<CryptoKey>("web sign", algorithm, key.index) ??
    (await keepLater("web sign", algorithm, key, () => webPair(subtle, algorithm, key.jwk())));
  return web.sign(subtle, algorithm, imported, input);
}

function nodePair(crypto: node.NodeCrypto, algorithm: HostAlgorithm, jwk: JsonWebKey): node.NodeKey {
  const other = publicHalf(jwk);
  const half = other && node.importPublic(crypto, algorithm, other);
  let imported: node.NodeKey;
  let signature: Uint8Array;
  try {
    imported = node.importPrivate(crypto, algorithm, jwk);
    signature = node.sign(crypto, imported, probe());
  } catch (cause) {
    if (half === undefined) throw cause;
    // If the host takes the public half and can compute with it, the private half is at fault; else this throws.
    node.verify(crypto, half, probe(), probe());
    throw unsound(cause);
  }
  if (half) checkPair(node.verify(crypto, half, probe(), signature));
  return imported;
}

async function webPair(subtle: SubtleCrypto, algorithm: HostAlgorithm, jwk: JsonWebKey): Promise<CryptoKey> {
  const other = publicHalf(jwk);
  const half = other && (await web.importPublic(subtle, algorithm, other));
  let imported: CryptoKey;
  let signature: Uint8Array;
  try {
    imported = await web.importPrivate(subtle, algorithm, jwk);
    signature = await web.sign(subtle, algorithm, imported, probe());
  } catch (cause) {
    if (half === undefined) throw cause;
    await web.verify(subtle, algorithm, half, probe(), probe());
    throw unsound(cause);
  }
  if (half) checkPair(await web.verify(subtle, algorithm, half, probe(), signature));
  return imported;
}

/** What no token is signed as: it has no dot. */
const probe = (): Uint8Array => textEncoder().encode("jwt-wasm");

/** `undefined` for an Ed25519 key that came without. */
function publicHalf({ kty, crv, n, e, x, y }: JsonWebKey): JsonWebKey | undefined {
  if (n === undefined && x === undefined) return undefined;
  // Undefined members vanish in this way.
  return JSON.parse(JSON.stringify({ kty, crv, n, e, x, y }));
}

/** Hosts import halves of two different keys, and what they sign then is good for nobody, or gives an RSA key away. */
function checkPair(isGood: boolean): void {
  if (isGood) return;
  const message =
    "the key cannot be used: the private key and the public key beside it do not belong together";
  throw new JwtError(message, { code: "key_invalid" });
}

/** What only the host can check, such as whether an RSA key's primes belong to it, shows at the first use. */
function unsound(cause: unknown): JwtError {
  const message = "the host takes the public half of the key and refuses the private one: it is not sound";
  return new JwtError(message, { code: "key_invalid" }, { cause });
}

/** A host's key is for one hash and padding, while a key of ours may be bound to several algorithms. */
function keep<T>(use: Use, algorithm: HostAlgorithm, { keys, index }: HostKey, make: () => T): T {
  const refused = keys.refused(use, algorithm, index);
  if (refused) throw refused.cause;
  try {
    return keys.keep(use, algorithm, index, make());
  } catch (cause) {
    keys.refuse(use, algorithm, index, cause);
    throw cause;
  }
}

async function keepLater<T>(
  use: Use,
  algorithm: HostAlgorithm,
  { keys, index }: HostKey,
  make: () => Promise<T>,
): Promise<T> {
  const refused = keys.refused(use, algorithm, index);
  if (refused) throw refused.cause;
  try {
    return keys.keep(use, algorithm, index, await make());
  } catch (cause) {
    keys.refuse(use, algorithm, index, cause);
    throw cause;
  }
}

/**
 * What the host cannot do the module does, where it can and may.
 * @throws {JwtError} otherwise
 */
export function fallBack(engine: Engine, name: Algorithm, operation: Operation, thrown: unknown): undefined {
  const isLeft = engine === "auto" || hostAlgorithm(name) === undefined;
  if (isLeft && moduleComputes(name, operation)) return undefined;
  if (isJwtError(thrown)) throw thrown;
  // The core has found the key sound, so this says nothing against the key, and nothing against a token.
  const way = otherWay(name, operation);
  throw unable(`this runtime's cryptography cannot ${operation} ${name} with this key${way}`, thrown);
}

function otherWay(name: Algorithm, operation: Operation): string {
  if (moduleComputes(name, operation)) return '; the engine "auto" leaves it to the module';
  const isLite = !moduleComputes("ES256", "verify");
  // No module signs with RSA.
  return isLite && (operation === "verify" || !/^[RP]S/.test(name))
    ? "; jwt-wasm computes it by itself, unlike jwt-wasm/lite"
    : "";
}

const inabilities = new WeakSet<object>();

/** Whether it says that the runtime cannot compute a signature: neither key nor token is at fault. */
export function isInability(thrown: unknown): boolean {
  return typeof thrown === "object" && thrown !== null && inabilities.has(thrown);
}

function unable(message: string, cause?: unknown): JwtError {
  const error = invalidOptions(message, cause);
  inabilities.add(error);
  return error;
}

function nodeOrRefusal(): node.NodeCrypto {
  const crypto = node.nodeCrypto();
  if (crypto) return crypto;
  webOrRefusal();
  const message = "this runtime computes signatures only as a promise: use the function without Sync";
  throw new JwtError(message, { code: "sync_unavailable" });
}

function webOrRefusal(): SubtleCrypto {
  const subtle = web.webCrypto();
  if (subtle) return subtle;
  throw unable("this runtime has no WebCrypto here; browsers have it in secure contexts only");
}

import { isJwtError, type JwtError, unavailableHere } from "../error.js";
import type { Algorithm, Engine } from "../types.js";
import { type HostAlgorithm, hostAlgorithm } from "./algorithms.js";
import { isInability, unable } from "./inability.js";
import type { Importing } from "./keys.js";
import { hostKeysOf } from "./keys.js";
import { loaded, missingOf, waysToLoad } from "./missing.js";
import * as node from "./node.js";
import { nodePair, webPair } from "./pairs.js";
import * as wasm from "./wasm.js";
import * as web from "./web.js";

/** A key as an engine imports it. */
export interface HostKey {
  readonly owner: Importing;
  /** Which one of a set. */
  readonly index: number;
  /** Asked for only when the key is not imported yet. */
  jwk(): JsonWebKey;
}

/** A signature and what it signs. To ask for the key can make the core's memory grow, so it replaces what lies there. */
export interface Signed {
  readonly input: Uint8Array;
  readonly signature: Uint8Array;
}

type Operation = "verify" | "sign";

/**
 * Whether a promise would gain nothing: a verification by `node:crypto` takes less time than the start of one by WebCrypto on
 * another thread.
 */
function answersAtOnce(engine: Engine): boolean {
  return engine === "wasm" || node.nodeCrypto() !== undefined;
}

/** @throws {JwtError} `sync_unavailable`; `options_invalid` if the engine that was asked for cannot; `key_invalid` */
export function verifySync(engine: Engine, name: Algorithm, key: HostKey, signed: Signed): boolean {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  return atOnce(
    engine,
    algorithm,
    "verify",
    (crypto) => {
      const make = () => node.importPublic(crypto, algorithm, key.jwk());
      const imported = hostKeysOf(key.owner).imported("node verify", algorithm, key.index, make);
      return node.verify(crypto, imported, signed.input, signed.signature);
    },
    (cause) => wasm.verify(algorithm, key, signed, cause),
  );
}

/** As {@link verifySync}. */
export function signSync(name: Algorithm, key: HostKey, input: Uint8Array, before?: unknown): Uint8Array {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  return atOnce(
    "auto",
    algorithm,
    "sign",
    (crypto) => {
      const make = () => nodePair(crypto, algorithm, key.jwk());
      return node.sign(
        crypto,
        hostKeysOf(key.owner).imported("node sign", algorithm, key.index, make),
        input,
      );
    },
    (cause) => wasm.sign(algorithm, key, input, cause),
    before,
  );
}

/**
 * By WebCrypto, or by a WebAssembly engine that is loaded for it.
 * @throws {JwtError} as {@link verifySync}
 */
async function verify(engine: Engine, name: Algorithm, key: HostKey, signed: Signed): Promise<boolean> {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  let cause: unknown;
  try {
    const subtle = webOrRefusal();
    const make = () => web.importPublic(subtle, algorithm, key.jwk());
    const imported = await hostKeysOf(key.owner).importedLater("web verify", algorithm, key.index, make);
    return await web.verify(subtle, algorithm, imported, signed.input, signed.signature);
  } catch (thrown) {
    cause = refusedBy(engine, algorithm, "verify", thrown);
  }
  try {
    return wasm.verify(algorithm, key, signed, cause);
  } catch (thrown) {
    await loadMissing(thrown);
    return wasm.verify(algorithm, key, signed, cause);
  }
}

/**
 * At once where a promise would gain nothing, else as {@link verify}; an engine that is missing is loaded.
 * @throws {JwtError} as {@link verifySync}
 */
export async function verifyLater(
  engine: Engine,
  name: Algorithm,
  key: HostKey,
  signed: Signed,
): Promise<boolean> {
  if (!answersAtOnce(engine)) return verify(engine, name, key, signed);
  try {
    return verifySync(engine, name, key, signed);
  } catch (thrown) {
    await loadMissing(thrown);
    return verifySync(engine, name, key, signed);
  }
}

/** By WebCrypto where it is there, which has other threads for what takes long: RSA, and the larger curves. */
export async function sign(name: Algorithm, key: HostKey, input: Uint8Array): Promise<Uint8Array> {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  const isQuick = algorithm.family === "Ed25519" || algorithm.namedCurve === "P-256";
  let cause: unknown;
  if (!isQuick || node.nodeCrypto() === undefined) {
    try {
      const subtle = webOrRefusal();
      const make = () => webPair(subtle, algorithm, key.jwk());
      const imported = await hostKeysOf(key.owner).importedLater("web sign", algorithm, key.index, make);
      return await web.sign(subtle, algorithm, imported, input);
    } catch (thrown) {
      // A runtime's two hosts differ in what they can.
      cause = refusedBy("auto", algorithm, "sign", thrown);
    }
  }
  try {
    return signSync(name, key, input, cause);
  } catch (thrown) {
    await loadMissing(thrown);
    return signSync(name, key, input, cause);
  }
}

/**
 * Loads the engine for whose lack a call failed, which can then be made again.
 * @throws what the call threw, if that is something else; {@link JwtError} if the engine cannot be loaded
 */
async function loadMissing(thrown: unknown): Promise<void> {
  const algorithm = missingOf(thrown);
  if (algorithm === undefined) throw thrown;
  if (await loaded(algorithm.engine)) return;
  const { cause } = thrown as JwtError;
  throw unable(`nothing here computes ${algorithm.name}: ${waysToLoad(algorithm)}`, cause);
}

/** By `node:crypto` or a WebAssembly engine, as far as they are there and may. */
function atOnce<T>(
  engine: Engine,
  algorithm: HostAlgorithm,
  operation: Operation,
  byNode: (crypto: node.NodeCrypto) => T,
  byWasm: (cause: unknown) => T,
  before?: unknown,
): T {
  const crypto = engine === "wasm" ? undefined : node.nodeCrypto();
  let cause = before;
  if (crypto) {
    try {
      return byNode(crypto);
    } catch (thrown) {
      cause = refusedBy(engine, algorithm, operation, thrown);
    }
  }
  if (engine !== "host" && wasm.hasEngine(algorithm, operation)) return byWasm(cause);
  if (cause !== undefined) throw isJwtError(cause) ? cause : cannot(algorithm, operation, cause);
  webOrRefusal();
  const message = "this runtime computes signatures only as a promise: use the function without Sync";
  throw unavailableHere(message, undefined, "engine");
}

/**
 * What the host threw, if a WebAssembly engine may be asked as well.
 * @throws {JwtError} otherwise
 */
function refusedBy(engine: Engine, algorithm: HostAlgorithm, operation: Operation, thrown: unknown): unknown {
  // What is wrong with the key is so for every engine.
  if (isJwtError(thrown) && (engine === "host" || !isInability(thrown))) throw thrown;
  if (engine === "host") throw cannot(algorithm, operation, thrown);
  return thrown;
}

/** The core has found the key sound, so this says nothing against the key, and nothing against a token. */
function cannot(algorithm: HostAlgorithm, operation: Operation, cause: unknown): JwtError {
  const way = wasm.hasEngine(algorithm, operation) ? '; the engine "auto" leaves it to WebAssembly' : "";
  const { name } = algorithm;
  return unable(`this runtime's cryptography cannot ${operation} ${name} with this key${way}`, cause);
}

function webOrRefusal(): SubtleCrypto {
  const subtle = web.webCrypto();
  if (subtle) return subtle;
  throw unable("this runtime has no WebCrypto here; browsers have it in secure contexts only");
}

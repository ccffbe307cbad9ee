import { isJwtError, type JwtError, unavailableHere } from "../error.js";
import type { Algorithm, Engine } from "../types.js";
import { type HostAlgorithm, hostAlgorithm, isOfSeed } from "./algorithms.js";
import type { EngineJwk } from "./engine-jwk.js";
import { isInability, unable } from "./inability.js";
import type { Importing } from "./keys.js";
import { hostKeysOf, NODE_SIGN, NODE_VERIFY, WEB_SIGN, WEB_VERIFY } from "./keys.js";
import { loaded, missingOf, waysToLoad } from "./missing.js";
import * as node from "./node.js";
import { nodePair, webPair } from "./pairs.js";
import * as wasm from "./wasm.js";
import * as web from "./web.js";

/** A key for an engine to import. */
export interface HostKey {
  readonly owner: Importing;
  /** The key's index in its set. */
  readonly index: number;
  /** The key as a JWK. Called only if the key is not imported yet. */
  jwk(): EngineJwk;
}

/**
 * A signature and its signing input. Both may be views of the core's memory: {@link HostKey.jwk} can make that memory
 * grow, and then replaces the views by copies.
 */
export interface Signed {
  readonly input: Uint8Array;
  readonly signature: Uint8Array;
}

type Operation = "verify" | "sign";

/** @throws {JwtError} `sync_unavailable`; `options_invalid` if the requested engine cannot compute it; `key_invalid` */
export function verifySync(
  engine: Engine,
  name: Algorithm,
  key: HostKey,
  signed: Signed,
  before?: unknown,
): boolean {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  return atOnce(
    engine,
    algorithm,
    "verify",
    (crypto) => {
      const make = () => node.importPublic(crypto, algorithm, key.jwk());
      const imported = hostKeysOf(key.owner).imported(NODE_VERIFY, algorithm, key.index, make);
      const isGood = node.verify(crypto, imported, signed.input, signed.signature);
      if (!isGood && node.refusesUnread(algorithm, signed.signature)) throw unable(NO_HIGH_S);
      return isGood;
    },
    (cause) => wasm.verify(algorithm, key, signed, cause),
    before,
  );
}

/**
 * Signs without a promise.
 * @throws {JwtError} as {@link verifySync}
 */
export function signSync(name: Algorithm, key: HostKey, input: Uint8Array, before?: unknown): Uint8Array {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  return atOnce(
    "auto",
    algorithm,
    "sign",
    (crypto) => {
      const make = () => nodePair(crypto, algorithm, key.jwk());
      return node.sign(crypto, hostKeysOf(key.owner).imported(NODE_SIGN, algorithm, key.index, make), input);
    },
    (cause) => wasm.sign(algorithm, key, input, cause),
    before,
  );
}

/**
 * Verifies in the fastest way that the host has. An engine that is missing is loaded.
 * @throws {JwtError} as {@link verifySync}
 */
export async function verifyAsync(
  engine: Engine,
  name: Algorithm,
  key: HostKey,
  signed: Signed,
): Promise<boolean> {
  let cause: unknown;
  // `node:crypto` verifies in less time than WebCrypto needs to start on another thread.
  if (engine !== "wasm" && node.nodeCrypto() === undefined) {
    const algorithm = hostAlgorithm(name) as HostAlgorithm;
    try {
      const subtle = webOrRefusal();
      const make = () => web.importPublic(subtle, algorithm, key.jwk());
      const imported = await hostKeysOf(key.owner).importedAsync(WEB_VERIFY, algorithm, key.index, make);
      return await web.verify(subtle, algorithm, imported, signed.input, signed.signature);
    } catch (thrown) {
      cause = refusedBy(engine, algorithm, "verify", thrown);
    }
  }
  try {
    return verifySync(engine, name, key, signed, cause);
  } catch (thrown) {
    await loadMissing(thrown);
    return verifySync(engine, name, key, signed, cause);
  }
}

/** Signs. RSA and the larger curves are slow, so WebCrypto computes them on another thread if the runtime has it. */
export async function sign(name: Algorithm, key: HostKey, input: Uint8Array): Promise<Uint8Array> {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  // No WebCrypto has secp256k1.
  const isQuick = isOfSeed(algorithm) || /256/.test(algorithm.namedCurve);
  let cause: unknown;
  if (!isQuick || node.nodeCrypto() === undefined) {
    try {
      const subtle = webOrRefusal();
      const make = () => webPair(subtle, algorithm, key.jwk());
      const imported = await hostKeysOf(key.owner).importedAsync(WEB_SIGN, algorithm, key.index, make);
      return await web.sign(subtle, algorithm, imported, input);
    } catch (thrown) {
      // `node:crypto` may support what WebCrypto does not.
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
 * Loads the engine that was missing when a call failed, so that the caller can try again.
 * @throws the same error if it is about something else; a {@link JwtError} if the engine cannot be loaded
 */
async function loadMissing(thrown: unknown): Promise<void> {
  const algorithm = missingOf(thrown);
  if (algorithm === undefined) throw thrown;
  if (await loaded(algorithm.engine)) return;
  const { cause } = thrown as JwtError;
  throw unable(`no engine here computes ${algorithm.name}: ${waysToLoad(algorithm)}`, cause);
}

/** Computes with `node:crypto` or a WebAssembly engine, if they are there and the option `engine` allows them. */
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
 * The host's error as a cause, if a WebAssembly engine may be tried next.
 * @throws {JwtError} if it may not
 */
function refusedBy(engine: Engine, algorithm: HostAlgorithm, operation: Operation, thrown: unknown): unknown {
  // A key that is at fault fails in every engine.
  if (isJwtError(thrown) && (engine === "host" || !isInability(thrown))) throw thrown;
  if (engine === "host") throw cannot(algorithm, operation, thrown);
  return thrown;
}

/** The error for a host that refuses a key. The core has found the key sound, so neither the key nor the token is at fault. */
function cannot(algorithm: HostAlgorithm, operation: Operation, cause: unknown): JwtError {
  const way = wasm.hasEngine(algorithm, operation) ? '; with engine: "auto" WebAssembly computes it' : "";
  const { name } = algorithm;
  return unable(`this runtime's cryptography cannot ${operation} ${name} with this key${way}`, cause);
}

const NO_HIGH_S =
  'Deno refuses ES256K signatures with a high s; the engine takes them: import "jwt-wasm/engines/es256k"';

function webOrRefusal(): SubtleCrypto {
  const subtle = web.webCrypto();
  if (subtle) return subtle;
  throw unable("this runtime has no WebCrypto here; browsers have it only in secure contexts, such as https");
}

import { computes } from "../../generated/jwt.js";
import { invalidOptions, JwtError } from "../error.js";
import type { Algorithm } from "../types.js";
import { type HostAlgorithm, hostAlgorithm } from "./algorithms.js";
import type { HostKeys } from "./keys.js";
import * as node from "./node.js";
import * as web from "./web.js";

/**
 * Who does the arithmetic of a public-key signature; all else is always the core's.
 *
 * - `"auto"`: whoever is faster here.
 * - `"wasm"`: the module.
 * - `"host"`: the runtime's own cryptography.
 */
export type Engine = "auto" | "wasm" | "host";

const ENGINES: readonly unknown[] = ["auto", "wasm", "host"] satisfies Engine[];

export function checkEngine(engine: unknown): asserts engine is Engine {
  if (!ENGINES.includes(engine)) throw invalidOptions('the option engine must be "auto", "wasm" or "host"');
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
 * @throws {JwtError} `options_invalid` if the engine asked for cannot.
 */
export function hostFor(engine: Engine, name: Algorithm, operation: Operation): HostAlgorithm | undefined {
  const algorithm = hostAlgorithm(name);
  if (algorithm === undefined) return undefined;
  const own = moduleComputes(name, operation);
  switch (engine) {
    case "wasm":
      if (own) return undefined;
      throw invalidOptions(
        `the engine "wasm" cannot ${operation} ${name} in this build; leave it to the host`,
      );
    case "host":
      return algorithm;
    case "auto":
      // The module's Ed25519 is about as fast as the hosts', so a promise costs more than it gains; and not every WebCrypto
      // has it.
      return own && algorithm.family === "Ed25519" && !hostIsSync() ? undefined : algorithm;
  }
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

/** Whether the host can compute without a promise. */
export function hostIsSync(): boolean {
  return node.nodeCrypto() !== undefined;
}

/** Whether the host can compute at all. */
export function hostIsThere(): boolean {
  return hostIsSync() || web.webCrypto() !== undefined;
}

export function hostVerifySync(
  algorithm: HostAlgorithm,
  key: HostKey,
  input: Uint8Array,
  signature: Uint8Array,
): boolean {
  const crypto = nodeOrRefusal();
  const name = `node verify ${key.index}`;
  const imported =
    key.keys.get<node.NodeKey>(name) ??
    key.keys.keep(
      name,
      importing(() => node.importPublic(crypto, key.jwk())),
    );
  return node.verify(crypto, algorithm, imported, input, signature);
}

export function hostSignSync(algorithm: HostAlgorithm, key: HostKey, input: Uint8Array): Uint8Array {
  const crypto = nodeOrRefusal();
  const name = `node sign ${key.index}`;
  const imported =
    key.keys.get<node.NodeKey>(name) ??
    key.keys.keep(
      name,
      importing(() => node.importPrivate(crypto, key.jwk())),
    );
  return node.sign(crypto, algorithm, imported, input);
}

/** By WebCrypto only where there is no `node:crypto`, whose verification takes less time than a thread's start. */
export async function hostVerify(
  algorithm: HostAlgorithm,
  key: HostKey,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (hostIsSync()) return hostVerifySync(algorithm, key, input, signature);
  const subtle = webOrRefusal();
  const name = `web verify ${key.index} ${algorithm.family} ${algorithm.hash}`;
  const imported =
    key.keys.get<CryptoKey>(name) ??
    key.keys.keep(name, await web.importPublic(subtle, algorithm, key.jwk()).catch(refuseImport));
  return web.verify(subtle, algorithm, imported, input, signature);
}

/** By WebCrypto where it is there, which has other threads for what takes long: RSA, and the larger curves. */
export async function hostSign(
  algorithm: HostAlgorithm,
  key: HostKey,
  input: Uint8Array,
): Promise<Uint8Array> {
  const subtle = web.webCrypto();
  const isQuick = algorithm.family === "Ed25519" || algorithm.namedCurve === "P-256";
  if ((isQuick || !subtle) && hostIsSync()) return hostSignSync(algorithm, key, input);
  const crypto = subtle ?? webOrRefusal();
  const name = `web sign ${key.index} ${algorithm.family} ${algorithm.hash}`;
  const imported =
    key.keys.get<CryptoKey>(name) ??
    key.keys.keep(name, await web.importPrivate(crypto, algorithm, key.jwk()).catch(refuseImport));
  return web.sign(crypto, algorithm, imported, input);
}

/**
 * What the host cannot do the module does, where it can and may.
 * @throws {JwtError} otherwise
 */
export function fallBack(engine: Engine, name: Algorithm, operation: Operation, thrown: unknown): undefined {
  if (engine === "auto" && moduleComputes(name, operation)) return undefined;
  if (thrown instanceof JwtError) throw thrown;
  throw new JwtError(
    `the host cannot ${operation} with this key`,
    { code: "key_invalid" },
    { cause: thrown },
  );
}

function nodeOrRefusal() {
  const crypto = node.nodeCrypto();
  if (crypto) return crypto;
  const message = "this runtime computes signatures only as a promise: use the function without Sync";
  throw new JwtError(message, { code: "sync_unavailable" });
}

function webOrRefusal(): SubtleCrypto {
  const subtle = web.webCrypto();
  if (subtle) return subtle;
  throw invalidOptions("this runtime has no WebCrypto here; browsers have it in secure contexts only");
}

function importing<T>(call: () => T): T {
  try {
    return call();
  } catch (cause) {
    return refuseImport(cause);
  }
}

/** What only the host can check in full, such as whether a point is on its curve, shows at the first use. */
function refuseImport(cause: unknown): never {
  if (cause instanceof Error && cause.name === "NotSupportedError") {
    throw invalidOptions("this runtime's cryptography does not know the algorithm", cause);
  }
  throw new JwtError("the host refuses the key: it is not sound", { code: "key_invalid" }, { cause });
}

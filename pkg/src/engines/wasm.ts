import { type JwtError, unavailableHere } from "../error.js";
import { unusable } from "../keys/unfit.js";
import { type Buffered, bufferOf } from "../load/buffer.js";
import { exportsOf, isProvided } from "../load/registry.js";
import { ALGORITHMS } from "../names.js";
import { NO_RANDOM, randomBytes } from "../runtime/random.js";
import { base64urlBytes } from "../runtime/text.js";
import type { HostAlgorithm } from "./algorithms.js";
import { privateMember } from "./engine-jwk.js";
import type { HostKey, Signed } from "./index.js";
import { hostKeysOf, WASM_SIGN, WASM_VERIFY } from "./keys.js";
import { missing } from "./missing.js";

/** The exports of an engine's module (`pkg/bindings/src/engine`). A key is a number; 0 means that it was refused. */
interface Exports extends Buffered {
  readonly verifyingKey: (algorithm: number, first: number, second: number) => number;
  readonly verify: (key: number, algorithm: number, input: number, signature: number) => number;
  readonly freeVerifyingKey: (key: number) => void;
  readonly signingKey: (algorithm: number, size: number) => number;
  readonly sign: (key: number, input: number, random: number) => number;
  readonly publicHalf: (key: number) => number;
  readonly freeSigningKey: (key: number) => void;
}

type Operation = "verify" | "sign";

/** Whether an engine can do it. No engine signs with RSA. */
export function hasEngine({ engine }: HostAlgorithm, operation: Operation): boolean {
  return operation === "verify" || engine !== "rsa";
}

/**
 * @param cause why the host does not compute it
 * @throws {JwtError} `sync_unavailable` if the engine is not loaded; `key_invalid`
 */
export function verify(algorithm: HostAlgorithm, key: HostKey, signed: Signed, cause?: unknown): boolean {
  const engine = engineFor(algorithm, cause);
  const number = hostKeysOf(key.owner).imported(WASM_VERIFY, algorithm, key.index, () => {
    const { n, e, x, y = "", pub = "" } = key.jwk();
    const parts = [n ?? x ?? pub, e ?? y].map(base64urlBytes) as [Uint8Array, Uint8Array];
    write(engine, ...parts);
    return kept(
      key,
      algorithm,
      engine.verifyingKey(placeOf(algorithm), parts[0].length, parts[1].length),
      engine.freeVerifyingKey,
      notAPublicKey,
    );
  });
  const { input, signature } = signed;
  write(engine, input, signature);
  return engine.verify(number, placeOf(algorithm), input.length, signature.length) === 1;
}

/**
 * Signs with an engine.
 * @throws {JwtError} as {@link verify}
 */
export function sign(algorithm: HostAlgorithm, key: HostKey, input: Uint8Array, cause?: unknown): Uint8Array {
  const engine = engineFor(algorithm, cause);
  const number = hostKeysOf(key.owner).imported(WASM_SIGN, algorithm, key.index, () => {
    const jwk = key.jwk();
    const { x = "", y = "", pub = "" } = jwk;
    const made = signingKey(engine, algorithm, privateMember(jwk));
    const number = kept(key, algorithm, made, engine.freeSigningKey, notAPrivateKey);
    const given = [x, y, pub].flatMap((part) => Array.from(base64urlBytes(part)));
    if (given.length > 0 && read(engine, engine.publicHalf(number)).join() !== given.join())
      throw otherHalf();
    return number;
  });
  // FIPS 204 §3.4: hedged. The other algorithms sign without random bytes.
  const random = randomBytes(algorithm.family === "ML-DSA" ? 32 : 0);
  write(engine, input, random);
  const length = engine.sign(number, input.length, random.length);
  // FIPS 204 appendix C: signing fails once in 2^256 times, and not again with other random bytes.
  if (length === 0) throw unavailableHere(NO_RANDOM, undefined, "random");
  return read(engine, length);
}

/** The public half of a private key: x and y, only x for Ed25519 and Ed448, or `pub` for ML-DSA. `undefined` if the engine is not loaded. */
export function publicHalf(algorithm: HostAlgorithm, d: string): Uint8Array | undefined {
  if (!isProvided(algorithm.engine)) return undefined;
  const engine = engineFor(algorithm);
  const number = signingKey(engine, algorithm, d);
  if (number === 0) throw notAPrivateKey(algorithm);
  try {
    return read(engine, engine.publicHalf(number));
  } finally {
    engine.freeSigningKey(number);
  }
}

export const otherHalf = () =>
  unusable("the private key and the public key beside it are not a pair", "public_half_differs");

const notAPublicKey = () => unusable("its numbers are not a valid public key", "engine_refused");

function notAPrivateKey({ family }: HostAlgorithm) {
  return family === "ML-DSA"
    ? unusable(DAMAGED, "expanded_key")
    : unusable("the EC private key is not a number from 1 to n - 1", "private_number");
}

const DAMAGED =
  "the expanded ML-DSA key is damaged, or does not match the seed in the same file; export the key again";

function engineFor(algorithm: HostAlgorithm, cause?: unknown): Exports {
  if (!isProvided(algorithm.engine)) throw missing(algorithm, cause);
  return exportsOf(algorithm.engine);
}

function placeOf({ name }: HostAlgorithm): number {
  return ALGORITHMS.indexOf(name);
}

function signingKey(engine: Exports, algorithm: HostAlgorithm, d: string): number {
  const bytes = base64urlBytes(d);
  write(engine, bytes);
  bytes.fill(0);
  return engine.signingKey(placeOf(algorithm), bytes.length);
}

/** The engine's key, which is freed when the key of this package is freed or garbage-collected. */
function kept(
  key: HostKey,
  algorithm: HostAlgorithm,
  number: number,
  free: (key: number) => void,
  refused: (algorithm: HostAlgorithm) => JwtError,
): number {
  if (number === 0) throw refused(algorithm);
  hostKeysOf(key.owner).onFree(() => free(number));
  return number;
}

function write(engine: Exports, ...parts: Uint8Array[]): void {
  const view = bufferOf(
    engine,
    parts.reduce((size, { length }) => size + length, 0),
  );
  let place = 0;
  for (const part of parts) {
    view.set(part, place);
    place += part.length;
  }
}

function read(engine: Exports, length: number): Uint8Array {
  return bufferOf(engine, length).slice();
}

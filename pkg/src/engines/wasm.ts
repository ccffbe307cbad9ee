import { unusable } from "../keys/unfit.js";
import { type Buffered, bufferOf } from "../load/buffer.js";
import { exportsOf, isProvided } from "../load/registry.js";
import { ALGORITHMS } from "../names.js";
import { base64urlBytes } from "../runtime/text.js";
import type { HostAlgorithm } from "./algorithms.js";
import type { HostKey, Signed } from "./index.js";
import { hostKeysOf } from "./keys.js";
import { missing } from "./missing.js";

/** What an engine's module exports (`pkg/bindings/src/engine`). Keys are numbers, of which 0 is a refusal. */
interface Exports extends Buffered {
  readonly verifyingKey: (algorithm: number, first: number, second: number) => number;
  readonly verify: (key: number, algorithm: number, input: number, signature: number) => number;
  readonly freeVerifyingKey: (key: number) => void;
  readonly signingKey: (algorithm: number, size: number) => number;
  readonly sign: (key: number, input: number) => number;
  readonly publicHalf: (key: number) => number;
  readonly freeSigningKey: (key: number) => void;
}

type Operation = "verify" | "sign";

/** Whether there is an engine for it: none signs with RSA. */
export function hasEngine({ engine }: HostAlgorithm, operation: Operation): boolean {
  return operation === "verify" || engine !== "rsa";
}

/**
 * @param cause why nothing else computes it
 * @throws {JwtError} `sync_unavailable` if the engine is not loaded; `key_invalid`
 */
export function verify(algorithm: HostAlgorithm, key: HostKey, signed: Signed, cause?: unknown): boolean {
  const engine = engineFor(algorithm, cause);
  const number = hostKeysOf(key.owner).imported("wasm verify", algorithm, key.index, () => {
    const { n, e, x, y = "" } = key.jwk();
    const parts = [n ?? x ?? "", e ?? y].map(base64urlBytes) as [Uint8Array, Uint8Array];
    write(engine, ...parts);
    return kept(
      key,
      engine.verifyingKey(placeOf(algorithm), parts[0].length, parts[1].length),
      "Verifying",
      engine,
    );
  });
  const { input, signature } = signed;
  write(engine, input, signature);
  return engine.verify(number, placeOf(algorithm), input.length, signature.length) === 1;
}

/** As {@link verify}. */
export function sign(algorithm: HostAlgorithm, key: HostKey, input: Uint8Array, cause?: unknown): Uint8Array {
  const engine = engineFor(algorithm, cause);
  const number = hostKeysOf(key.owner).imported("wasm sign", algorithm, key.index, () => {
    const { d = "", x = "", y = "" } = key.jwk();
    const number = kept(key, signingKey(engine, algorithm, d), "Signing", engine);
    const given = [...base64urlBytes(x), ...base64urlBytes(y)];
    if (x !== "" && read(engine, engine.publicHalf(number)).join() !== given.join()) throw otherHalf();
    return number;
  });
  write(engine, input);
  return read(engine, engine.sign(number, input.length));
}

/** x and y of a private key of a curve, or x of Ed25519, by an engine that is loaded. */
export function publicHalf(algorithm: HostAlgorithm, d: string): Uint8Array | undefined {
  if (!isProvided(algorithm.engine)) return undefined;
  const engine = engineFor(algorithm);
  const number = signingKey(engine, algorithm, d);
  if (number === 0) throw refused("Signing");
  try {
    return read(engine, engine.publicHalf(number));
  } finally {
    engine.freeSigningKey(number);
  }
}

export const otherHalf = () =>
  unusable("the private key and the public key beside it do not belong together", "public_half_differs");

const refused = (kind: Kind) =>
  kind === "Signing"
    ? unusable("the EC private key is not in 1 to n - 1", "private_number")
    : unusable("the engine does not take its numbers", "engine_refused");

type Kind = "Verifying" | "Signing";

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

/** The engine's key, which it frees when ours is freed or collected. */
function kept(key: HostKey, number: number, kind: Kind, engine: Exports): number {
  if (number === 0) throw refused(kind);
  hostKeysOf(key.owner).onFree(() => engine[`free${kind}Key`](number));
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

import { jwk as jwkInCore, privateEd25519 } from "../../generated/core.js";
import { algorithmBits } from "../algorithm-bits.js";
import { toJwtError, writeBytes } from "../core/door.js";
import { type HostAlgorithm, hostAlgorithm } from "../engines/algorithms.js";
import { missing } from "../engines/missing.js";
import { publicHalf } from "../engines/public-half.js";
import type { Verifying } from "../engines/verifying.js";
import type { Key } from "../key.js";
import { type Buffered, bufferOf } from "../load/buffer.js";
import { exportsOf } from "../load/registry.js";
import { ALGORITHMS } from "../names.js";
import { needed } from "../runtime/needs.js";
import { base64urlBytes } from "../runtime/text.js";
import type { Algorithm } from "../types.js";
import { makeKey } from "./make-key.js";
import { withBytes } from "./text.js";

/** What the module of key files exports (`pkg/bindings/src/keyfile`). */
interface Exports extends Buffered {
  readonly toJwk: (length: number, isPrivate: number, algorithms: number) => number;
  readonly wipe: () => void;
}

/**
 * @param algorithms joined by spaces
 * @param verifying for a public key, which verifies
 * @throws {JwtError} `key_invalid`, `key_too_weak`; `sync_unavailable` if the file lacks a public half that nothing here
 *   computes
 */
export function keyFromFile<K extends Key>(file: Uint8Array, algorithms: string, verifying?: Verifying): K {
  const isPrivate = verifying === undefined;
  const names = algorithms.split(" ") as Algorithm[];
  const json = readFile(file, isPrivate, names);
  try {
    // Of the forms of a JWK, only these letters between quotes name the member.
    const isWhole =
      !isPrivate || json.some((byte, at) => byte === 0x78 && json[at - 1] === 0x22 && json[at + 1] === 0x22);
    if (isWhole || /^[RP]S/.test(algorithms)) {
      return makeKey(() => keyOfJwk(json, algorithmBits(names)), verifying);
    }
    return withoutPublicHalf(JSON.parse(text(json)), names[0] as Algorithm);
  } finally {
    json.fill(0);
  }
}

/** The bytes of a JWK. */
function readFile(file: Uint8Array, isPrivate: boolean, names: readonly Algorithm[]): Uint8Array {
  const keyfile: Exports = exportsOf("keyfile");
  bufferOf(keyfile, file.length).set(file);
  try {
    const length = keyfile.toJwk(file.length, Number(isPrivate), algorithmBits(names));
    const read = bufferOf(keyfile, Math.abs(length)).slice();
    if (length < 0) throw toJwtError(text(read), true);
    return read;
  } finally {
    keyfile.wipe();
  }
}

/** A private key of a curve, whose public half is computed where that can be done at once. */
function withoutPublicHalf<K extends Key>(jwk: JsonWebKey, name: Algorithm): K {
  const algorithm = hostAlgorithm(name) as HostAlgorithm;
  const half = publicHalf(algorithm, jwk);
  if (half !== undefined) {
    return withBytes(JSON.stringify({ ...jwk, ...half }), (bytes) =>
      makeKey(() => keyOfJwk(bytes, algorithmBits([name]))),
    );
  }
  // Hosts sign with such a key as well, but with those of the other curves not all do.
  if (algorithm.family !== "Ed25519") throw missing(algorithm);
  const d = base64urlBytes(jwk.d ?? "");
  try {
    return makeKey(() => {
      writeBytes(d);
      return privateEd25519(d.length, ALGORITHMS.indexOf(name));
    });
  } finally {
    d.fill(0);
  }
}

function keyOfJwk(json: Uint8Array, bits: number): number {
  writeBytes(json);
  return jwkInCore(json.length, bits);
}

function text(bytes: Uint8Array): string {
  return new (needed("TextDecoder"))().decode(bytes);
}

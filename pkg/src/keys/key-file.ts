import { core } from "../../generated/core.js";
import { algorithmBits } from "../algorithm-bits.js";
import { writeBytes } from "../core/door.js";
import { type HostAlgorithm, hostAlgorithmOn, isOfSeed } from "../engines/algorithms.js";
import { type EngineJwk, privateMember } from "../engines/engine-jwk.js";
import { missing } from "../engines/missing.js";
import { publicHalf } from "../engines/public-half.js";
import type { Verifying } from "../engines/verifying.js";
import type { Key } from "../key.js";
import { ALGORITHMS } from "../names.js";
import { base64urlBytes } from "../runtime/text.js";
import type { Algorithm } from "../types.js";
import { makeKey } from "./make-key.js";
import { isWhole, readFile, textOf } from "./read-file.js";
import { withBytes } from "./text.js";

/**
 * @param algorithms names with a space between them
 * @param verifying given for a public key; without it, the file must hold a private key
 * @throws {JwtError} `key_invalid`, `key_too_weak`; `sync_unavailable` if the file lacks the public half and nothing
 *   here computes it
 */
export function keyFromFile<K extends Key>(file: Uint8Array, algorithms: string, verifying?: Verifying): K {
  const isPrivate = verifying === undefined;
  const names = algorithms.split(" ") as Algorithm[];
  const json = readFile(file, isPrivate, names);
  try {
    if (!isPrivate || isWhole(json) || /^[RP]S/.test(algorithms)) {
      return makeKey(() => keyOfJwk(json, algorithmBits(names)), verifying);
    }
    return withoutPublicHalf(JSON.parse(textOf(json)), names[0] as Algorithm);
  } finally {
    json.fill(0);
  }
}

/** A private key of a curve or of ML-DSA, with its public half computed if that is possible without a promise. */
function withoutPublicHalf<K extends Key>(jwk: EngineJwk, name: Algorithm): K {
  const algorithm = hostAlgorithmOn(name, jwk.crv) as HostAlgorithm;
  const half = publicHalf(algorithm, jwk);
  if (half !== undefined && algorithm.family !== "ML-DSA") {
    return withBytes(JSON.stringify({ ...jwk, ...half }), (bytes) =>
      makeKey(() => keyOfJwk(bytes, algorithmBits([name]))),
    );
  }
  // Every host signs with a key of Ed25519, Ed448 or ML-DSA without its public half, but not every host with such a key of
  // another kind.
  if (!isOfSeed(algorithm)) throw missing(algorithm);
  const bytes = base64urlBytes(privateMember(jwk));
  const pub = base64urlBytes(half && "pub" in half ? half.pub : "");
  const both = new Uint8Array(bytes.length + pub.length);
  try {
    both.set(bytes);
    both.set(pub, bytes.length);
    return makeKey(() => {
      writeBytes(both);
      return core.privateBytes(bytes.length, pub.length, ALGORITHMS.indexOf(name));
    });
  } finally {
    bytes.fill(0);
    both.fill(0);
  }
}

function keyOfJwk(json: Uint8Array, bits: number): number {
  writeBytes(json);
  return core.jwk(json.length, bits);
}

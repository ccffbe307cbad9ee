import { base64urlOf } from "../runtime/text.js";
import type { HostAlgorithm } from "./algorithms.js";
import { type EngineJwk, privateMember } from "./engine-jwk.js";
import { nodeCrypto } from "./node.js";
import { pkcs8 } from "./pkcs8.js";
import * as wasm from "./wasm.js";

type Half = { readonly x: string; readonly y?: string } | { readonly pub: string };

/**
 * The public members of a private JWK of a curve or of ML-DSA, or `undefined` if nothing computes them without a promise.
 * @throws {JwtError} `key_invalid`
 */
export function publicHalf(algorithm: HostAlgorithm, jwk: EngineJwk): Half | undefined {
  return byNode(jwk) ?? byEngine(algorithm, jwk);
}

function byNode(jwk: EngineJwk): Half | undefined {
  try {
    const crypto = nodeCrypto();
    const key = crypto?.createPrivateKey({ key: pkcs8(jwk), format: "der", type: "pkcs8" });
    const { x, y, pub } = crypto?.createPublicKey(key as object).export?.({ format: "jwk" }) ?? {};
    if (pub !== undefined) return { pub };
    return x === undefined ? undefined : { x, ...(y === undefined ? {} : { y }) };
  } catch {
    return undefined;
  }
}

function byEngine(algorithm: HostAlgorithm, jwk: EngineJwk): Half | undefined {
  const half = wasm.publicHalf(algorithm, privateMember(jwk));
  if (half === undefined) return undefined;
  if (algorithm.family === "ML-DSA") return { pub: base64urlOf(half) };
  if (algorithm.family.startsWith("Ed")) return { x: base64urlOf(half) };
  const size = half.length / 2;
  return { x: base64urlOf(half.subarray(0, size)), y: base64urlOf(half.subarray(size)) };
}

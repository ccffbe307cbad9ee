import { invalidKey, isJwtError, JwtError } from "../error.js";
import { type Material, materialOf } from "./material.js";

/** @throws {JwtError} `key_invalid` if it is not a key, or does not sign with this algorithm */
export function signingMaterial(given: unknown, algorithm: string): Material {
  if (!given) throw invalidKey("secretOrPrivateKey must have a value", "no_key");
  const material = materialOf(given);
  if (material === undefined) {
    throw invalidKey("secretOrPrivateKey is not valid key material", "not_a_key");
  }
  const wanted = algorithm.startsWith("HS") ? "secret" : "private";
  if (material.kind === wanted) return material;
  const kind = wanted === "secret" ? "a symmetric" : "an asymmetric";
  throw invalidKey(`secretOrPrivateKey must be ${kind} key when using ${algorithm}`, "wrong_kind");
}

/** The error for an RSA key that is too small, with jsonwebtoken's message. Any other error is returned unchanged. */
export function tooSmall(thrown: unknown, algorithm: string): unknown {
  if (!isJwtError(thrown) || thrown.code !== "key_too_weak" || thrown.reason !== "rsa") return thrown;
  return new JwtError(`secretOrPrivateKey has a minimum key size of 2048 bits for ${algorithm}`, thrown);
}

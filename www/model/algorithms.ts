import type { Algorithm, PublicKeyAlgorithm, SecretAlgorithm } from "jwt-wasm";

export const SECRET_ALGORITHMS: readonly SecretAlgorithm[] = ["HS256", "HS384", "HS512"];

const PUBLIC_KEY_FAMILIES: readonly (readonly PublicKeyAlgorithm[])[] = [
  ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ["ES256"],
  ["ES384"],
  ["ES512"],
  ["ES256K"],
  ["EdDSA", "Ed25519"],
  ["ML-DSA-44"],
  ["ML-DSA-65"],
  ["ML-DSA-87"],
];

/** Each row holds the algorithms that the same key can serve. */
export const FAMILIES: readonly (readonly Algorithm[])[] = [SECRET_ALGORITHMS, ...PUBLIC_KEY_FAMILIES];

export const ALGORITHMS: readonly Algorithm[] = FAMILIES.flat();

export function isAlgorithm(name: unknown): name is Algorithm {
  return ALGORITHMS.some((known) => known === name);
}

export function hasSecret(algorithm: Algorithm): algorithm is SecretAlgorithm {
  return SECRET_ALGORITHMS.some((known) => known === algorithm);
}

export function familyOf(algorithm: Algorithm): readonly Algorithm[] {
  return FAMILIES.find((family) => family.includes(algorithm)) ?? [algorithm];
}

/** EdDSA and Ed25519 name the same algorithm (RFC 9864 §2.2). */
export function isSameAlgorithm(one: Algorithm, other: Algorithm): boolean {
  return one === other || [one, other].every((name) => familyOf("EdDSA").includes(name));
}

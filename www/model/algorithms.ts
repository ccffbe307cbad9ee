import type { Algorithm, PublicKeyAlgorithm, SecretAlgorithm } from "jwt-wasm";

export const SECRET_ALGORITHMS: readonly SecretAlgorithm[] = ["HS256", "HS384", "HS512"];

const PUBLIC_KEY_FAMILIES: readonly (readonly PublicKeyAlgorithm[])[] = [
  ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ["ES256"],
  ["ES384"],
  ["ES512"],
  ["ES256K"],
  ["EdDSA", "Ed25519"],
  ["Ed448", "EdDSA"],
  ["ML-DSA-44"],
  ["ML-DSA-65"],
  ["ML-DSA-87"],
];

/** Each row holds the algorithms that the same key can serve. What `EdDSA` means is decided by the key's curve. */
export const FAMILIES: readonly (readonly Algorithm[])[] = [SECRET_ALGORITHMS, ...PUBLIC_KEY_FAMILIES];

export const ALGORITHMS: readonly Algorithm[] = [...new Set(FAMILIES.flat())];

export function isAlgorithm(name: unknown): name is Algorithm {
  return ALGORITHMS.some((known) => known === name);
}

export function hasSecret(algorithm: Algorithm): algorithm is SecretAlgorithm {
  return SECRET_ALGORITHMS.some((known) => known === algorithm);
}

export function familyOf(algorithm: Algorithm): readonly Algorithm[] {
  return FAMILIES.find((family) => family.includes(algorithm)) ?? [algorithm];
}

/** EdDSA can be Ed25519 or Ed448 (RFC 9864 §2.2). */
export function isSameAlgorithm(one: Algorithm, other: Algorithm): boolean {
  return (
    one === other ||
    FAMILIES.some((row) => ["EdDSA" as const, one, other].every((name) => row.includes(name)))
  );
}

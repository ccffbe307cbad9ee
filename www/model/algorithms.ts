import type { Algorithm } from "jwt-wasm/lite";

/** Each row holds the algorithms that one and the same key can serve. */
export const FAMILIES: readonly (readonly Algorithm[])[] = [
  ["HS256", "HS384", "HS512"],
  ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ["ES256"],
  ["ES384"],
  ["ES512"],
  ["EdDSA", "Ed25519"],
];

export const ALGORITHMS: readonly Algorithm[] = FAMILIES.flat();

export const SECRET_ALGORITHMS: readonly Algorithm[] = familyOf("HS256");

export function isAlgorithm(name: unknown): name is Algorithm {
  return ALGORITHMS.some((known) => known === name);
}

export function hasSecret(algorithm: Algorithm): boolean {
  return SECRET_ALGORITHMS.includes(algorithm);
}

export function familyOf(algorithm: Algorithm): readonly Algorithm[] {
  return FAMILIES.find((family) => family.includes(algorithm)) ?? [algorithm];
}

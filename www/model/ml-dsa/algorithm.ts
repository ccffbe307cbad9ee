/**
 * ML-DSA (FIPS 204), which RFC 9964 brings to JOSE. The core does not know it, and browsers differ in whether they do,
 * so nothing here ever accepts a token: the page only shows what this browser says of the signature.
 */

/** FIPS 204 §4, table 2: bytes. */
const SIZES = {
  "ML-DSA-44": { publicKey: 1312, signature: 2420 },
  "ML-DSA-65": { publicKey: 1952, signature: 3309 },
  "ML-DSA-87": { publicKey: 2592, signature: 4627 },
} as const;

export type MlDsaAlgorithm = keyof typeof SIZES;

export const ML_DSA_ALGORITHMS = Object.keys(SIZES) as readonly MlDsaAlgorithm[];

export function isMlDsa(alg: unknown): alg is MlDsaAlgorithm {
  return ML_DSA_ALGORITHMS.some((known) => known === alg);
}

export function publicKeySize(algorithm: MlDsaAlgorithm): number {
  return SIZES[algorithm].publicKey;
}

export function signatureSize(algorithm: MlDsaAlgorithm): number {
  return SIZES[algorithm].signature;
}

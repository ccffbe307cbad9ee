import { base64urlBytes } from "../runtime/text.js";
import { type EngineJwk, privateMember } from "./engine-jwk.js";

// The object identifiers of the algorithm and the curve (RFC 8410 §3, RFC 5480 §2.1.1, RFC 9881 §2) as DER. They are literals, so
// that bundlers leave them out of programs that sign nothing.
const IDENTIFIERS: { readonly [name: string]: readonly number[] } = {
  Ed25519: [6, 3, 43, 101, 112],
  Ed448: [6, 3, 43, 101, 113],
  "P-256": [6, 7, 42, 134, 72, 206, 61, 2, 1, 6, 8, 42, 134, 72, 206, 61, 3, 1, 7],
  "P-384": [6, 7, 42, 134, 72, 206, 61, 2, 1, 6, 5, 43, 129, 4, 0, 34],
  "P-521": [6, 7, 42, 134, 72, 206, 61, 2, 1, 6, 5, 43, 129, 4, 0, 35],
  secp256k1: [6, 7, 42, 134, 72, 206, 61, 2, 1, 6, 5, 43, 129, 4, 0, 10],
  "ML-DSA-44": [6, 9, 96, 134, 72, 1, 101, 3, 4, 3, 17],
  "ML-DSA-65": [6, 9, 96, 134, 72, 1, 101, 3, 4, 3, 18],
  "ML-DSA-87": [6, 9, 96, 134, 72, 1, 101, 3, 4, 3, 19],
};

/** A private JWK of a curve or of ML-DSA as PKCS#8 (RFC 5958), which hosts import without the public half. */
export function pkcs8(jwk: EngineJwk): Uint8Array {
  const { crv, alg, priv } = jwk;
  const bytes = base64urlBytes(privateMember(jwk));
  const number = priv === undefined ? der(0x04, ...bytes) : mlDsa(bytes);
  const key = crv?.startsWith("P-") ? der(0x30, 2, 1, 1, ...number) : number;
  const identifier = IDENTIFIERS[crv ?? alg ?? ""] ?? [];
  return Uint8Array.from(der(0x30, 2, 1, 0, ...der(0x30, ...identifier), ...der(0x04, ...key)));
}

/** RFC 9881 §6: a seed, an expanded key, or both. The core has put them side by side. */
function mlDsa(bytes: Uint8Array): number[] {
  if (bytes.length === SEED) return der(0x80, ...bytes);
  if (EXPANDED.includes(bytes.length)) return der(0x04, ...bytes);
  return der(0x30, ...der(0x04, ...bytes.subarray(0, SEED)), ...der(0x04, ...bytes.subarray(SEED)));
}

const SEED = 32;

/** The lengths of an expanded key of each parameter set (FIPS 204 table 2). */
const EXPANDED = [2560, 4032, 4896];

/** No content here has 128 to 255 bytes. */
function der(tag: number, ...content: readonly number[]): number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  return [tag, 0x82, length >> 8, length & 0xff, ...content];
}

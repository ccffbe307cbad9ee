import { base64urlBytes } from "../runtime/text.js";
import { type EngineJwk, privateMember } from "./engine-jwk.js";

// The object identifiers of the algorithm and the curve (RFC 8410 §3, RFC 5480 §2.1.1, RFC 9881 §2) as DER. They are literals, so
// that bundlers leave them out of programs that sign nothing.
const IDENTIFIERS: { readonly [name: string]: readonly number[] } = {
  Ed25519: [6, 3, 43, 101, 112],
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
  // RFC 9881 §6: the tag of a seed.
  const number = der(priv === undefined ? 0x04 : 0x80, ...base64urlBytes(privateMember(jwk)));
  const key = crv?.startsWith("P-") ? der(0x30, 2, 1, 1, ...number) : number;
  const identifier = IDENTIFIERS[crv ?? alg ?? ""] ?? [];
  return Uint8Array.from(der(0x30, 2, 1, 0, ...der(0x30, ...identifier), ...der(0x04, ...key)));
}

/** DER with a length of one byte, which is enough for all contents here. */
function der(tag: number, ...content: readonly number[]): number[] {
  return [tag, content.length, ...content];
}

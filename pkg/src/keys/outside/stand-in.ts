import { base64urlOf } from "../../runtime/text.js";
import type { Algorithm } from "../../types.js";
import { generateSecret } from "../secret.js";

// The core gets a stand-in of the key's kind and size, and checks and describes it in the same words as any other key.
// It has no arithmetic, so it accepts any numbers of the right length. Nothing is ever computed with a stand-in.

/** The members of a JWK that are text. */
export type Members = Readonly<Record<string, string>>;

/** The size of a curve's number or of an ML-DSA public key (FIPS 204 §4) in bytes, if it is not 32. */
const SIZES: { readonly [name: string]: number } = {
  "P-384": 48,
  "P-521": 66,
  Ed448: 57,
  "ML-DSA-44": 1312,
  "ML-DSA-65": 1952,
  "ML-DSA-87": 2592,
};

const CURVES: { readonly [algorithm: string]: string } = {
  ES256: "P-256",
  ES256K: "secp256k1",
  ES384: "P-384",
  ES512: "P-521",
};

/** A number of the right size, which as a point of Ed25519 or Ed448 has the right form and not a small order. */
function digits(name: string): string {
  const bytes = new Uint8Array(SIZES[name] ?? 32).fill(1);
  if (name === "Ed448") bytes[56] = 0;
  return base64urlOf(bytes);
}

export function ecStandIn(crv: string): Members {
  return { kty: "EC", crv, x: digits(crv), y: digits(crv) };
}

export function edStandIn(crv: string): Members {
  return { kty: "OKP", crv, x: digits(crv) };
}

/** RFC 9964 §3: `alg` says which of the three it is. */
export function akpStandIn(alg: string): Members {
  return { kty: "AKP", alg, pub: digits(alg) };
}

// A little more than the core accepts.
const MOST_BITS = 8200;

/** An RSA key with the greatest modulus of this many bits, so that no good signature is above it. */
export function rsaStandIn(modulusLength: unknown, exponent: Uint8Array): Members {
  const bits = Math.min(Number(modulusLength) || 0, MOST_BITS);
  const n = new Uint8Array(Math.ceil(bits / 8)).fill(0xff);
  n[0] = 0xff >> (8 * n.length - bits);
  const start = exponent.findIndex((byte) => byte !== 0);
  return { kty: "RSA", n: base64urlOf(n), e: base64urlOf(exponent.slice(Math.max(0, start), start + 9)) };
}

/** A secret of this many bits. It is random: if it were known, a fault here would let everybody sign. */
export function secretStandIn(bits: unknown): Members {
  const bytes = generateSecret("HS512");
  try {
    return { kty: "oct", k: base64urlOf(bytes.subarray(0, Math.floor((Number(bits) || 0) / 8))) };
  } finally {
    bytes.fill(0);
  }
}

/** The stand-in of the private key to a public key or its stand-in. */
export function privateStandIn(members: Members): Members {
  const { kty, crv = "" } = members;
  if (kty === "AKP") return { ...members, priv: digits("") };
  if (kty !== "RSA") return { ...members, d: digits(crv) };
  return { ...members, d: "AQ", p: "AQ", q: "AQ", dp: "AQ", dq: "AQ", qi: "AQ" };
}

/** A public stand-in for an algorithm, where nothing is known of the key. `EdDSA` is then Ed25519. */
export function standInFor(algorithm: Algorithm): Members {
  const curve = CURVES[algorithm];
  if (curve !== undefined) return ecStandIn(curve);
  if (algorithm.startsWith("ML-DSA")) return akpStandIn(algorithm);
  return algorithm.startsWith("E")
    ? edStandIn(algorithm === "Ed448" ? algorithm : "Ed25519")
    : rsaStandIn(2048, Uint8Array.of(1, 0, 1));
}

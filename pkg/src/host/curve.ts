import { base64urlBytes } from "./text.js";

// FIPS 186-5 and SP 800-186 §3.2.1: y² = x³ - 3x + b (mod p).
const CURVES: { readonly [name: string]: { readonly p: bigint; readonly b: bigint } } = {
  "P-256": {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  "P-384": {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  "P-521": {
    p: 2n ** 521n - 1n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
};

const BASE64URL = /^[\w-]+$/;

// RFC 8032 §5.1: -x² + y² = 1 + d x² y² (mod p).
const EDWARDS = {
  p: 2n ** 255n - 19n,
  d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
};

/**
 * Whether an EC or Ed25519 key's point is on its curve; `true` for what is no such key. Only the full build's own arithmetic
 * sees it when the key is made, and hosts import it all the same: WebKitGTK the former, OpenSSL the latter.
 */
export function isOnCurve(key: unknown): boolean {
  const { kty, crv, x, y } = Object(key) as Record<string, unknown>;
  if (kty === "OKP" && crv === "Ed25519" && isNumber(x)) return isOnEdwards(x);
  if (kty !== "EC" || typeof crv !== "string" || !Object.hasOwn(CURVES, crv)) return true;
  const curve = CURVES[crv];
  if (curve === undefined || !isNumber(x) || !isNumber(y)) return true;
  const [u, v] = [number(x), number(y)];
  return u < curve.p && v < curve.p && (v * v - (u * u * u - 3n * u + curve.b)) % curve.p === 0n;
}

/** Whether there is an x for this y: whether x² = (y² - 1) / (d y² + 1) is a square (RFC 8032 §5.1.3). */
function isOnEdwards(encoded: string): boolean {
  const { p, d } = EDWARDS;
  const y = littleEndian(encoded) % 2n ** 255n;
  const square = (y * y) % p;
  // Times the square of the divisor, a square stays one.
  let power = ((square + p - 1n) * (d * square + 1n)) % p;
  let result = 1n;
  // Euler's criterion.
  for (let exponent = (p - 1n) / 2n; exponent > 0n; exponent /= 2n) {
    if (exponent % 2n === 1n) result = (result * power) % p;
    power = (power * power) % p;
  }
  return result !== p - 1n;
}

function isNumber(value: unknown): value is string {
  return typeof value === "string" && BASE64URL.test(value) && value.length % 4 !== 1;
}

const number = (base64url: string): bigint => BigInt(`0x${digits(base64url).join("")}`);
const littleEndian = (base64url: string): bigint => BigInt(`0x${digits(base64url).reverse().join("")}`);

/** In hexadecimal, two a byte. */
function digits(base64url: string): string[] {
  return Array.from(base64urlBytes(base64url), (byte) => byte.toString(16).padStart(2, "0"));
}

import { base64urlBytes } from "../runtime/text.js";

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

// RFC 8032 §5.1: -x² + y² = 1 + d x² y² (mod p).
const EDWARDS = {
  p: 2n ** 255n - 19n,
  d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
};

/**
 * The JWKs of a text of the core's, one or a list, if there is a point among them. Most sets hold RSA keys alone, and need
 * not be read again: quotation marks of any other text are escaped.
 */
export function withPoints<T>(json: string): T | undefined {
  return json.includes('"x":') ? JSON.parse(json) : undefined;
}

/**
 * Whether a JWK of the core's, so of good form, is on its curve; `true` for what has none. The core
 * has no arithmetic that would see it, and hosts import it all the same: WebKitGTK the former, OpenSSL the latter.
 */
export function isOnCurve(jwk: unknown): boolean {
  const { crv, x, y } = Object(jwk) as Record<string, string>;
  if (x === undefined) return true;
  if (y === undefined) return isOnEdwards(x);
  const curve = CURVES[crv as string];
  if (curve === undefined) return true;
  const [u, v] = [number(x), number(y)];
  return u < curve.p && v < curve.p && (v * v - (u * u * u - 3n * u + curve.b)) % curve.p === 0n;
}

/** Whether there is an x for this y: whether x² = (y² - 1) / (d y² + 1) is a square (RFC 8032 §5.1.3). */
function isOnEdwards(encoded: string): boolean {
  const { p, d } = EDWARDS;
  const y = littleEndian(encoded) % 2n ** 255n;
  const square = (y * y) % p;
  // Times the square of the divisor, a square stays one.
  return jacobi(((square + p - 1n) * (d * square + 1n)) % p, p) !== -1;
}

/**
 * The Jacobi symbol, -1 for what is not a square modulo a prime: by reciprocity, in the way a greatest common divisor is
 * found, and in a quarter of the time of Euler's criterion.
 */
function jacobi(number: bigint, modulus: bigint): number {
  let [a, n, sign] = [number, modulus, 1];
  while (a !== 0n) {
    while ((a & 1n) === 0n) {
      a >>= 1n;
      if ((n & 7n) === 3n || (n & 7n) === 5n) sign = -sign;
    }
    if ((a & 3n) === 3n && (n & 3n) === 3n) sign = -sign;
    [a, n] = [n % a, a];
  }
  return n === 1n ? sign : 0;
}

const number = (base64url: string): bigint => BigInt(`0x${digits(base64url).join("")}`);
const littleEndian = (base64url: string): bigint => BigInt(`0x${digits(base64url).reverse().join("")}`);

/** In hexadecimal, two a byte. */
function digits(base64url: string): string[] {
  return Array.from(base64urlBytes(base64url), (byte) => byte.toString(16).padStart(2, "0"));
}

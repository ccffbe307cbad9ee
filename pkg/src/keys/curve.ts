import { base64urlBytes } from "../runtime/text.js";

// SP 800-186 §3.2.1, with a = -3, and SEC 2 §2.4.1: y² = x³ + ax + b (mod p).
const CURVES: { readonly [name: string]: { readonly p: bigint; readonly a: bigint; readonly b: bigint } } = {
  "P-256": {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  "P-384": {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  "P-521": {
    p: 2n ** 521n - 1n,
    a: -3n,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
  secp256k1: { p: 2n ** 256n - 2n ** 32n - 977n, a: 0n, b: 7n },
};

// RFC 8032 §5.1, §5.2: a x² + y² = 1 + d x² y² (mod p).
const EDWARDS: { readonly [name: string]: Edwards } = {
  Ed25519: {
    p: 2n ** 255n - 19n,
    bits: 255n,
    k: 121_666n,
    a: -121_666n,
    d: -121_665n,
  },
  Ed448: { p: 2n ** 448n - 2n ** 224n - 1n, bits: 448n, k: 1n, a: 1n, d: -39_081n },
};

interface Edwards {
  readonly p: bigint;
  /** How many bits y has. The sign of x is above them. */
  readonly bits: bigint;
  /** The divisor of d. */
  readonly k: bigint;
  readonly a: bigint;
  readonly d: bigint;
}

/**
 * The JWKs in a text of the core, if one of them has a point. Most sets hold only RSA keys, whose text need not be
 * parsed again. The search finds members only, because quotation marks inside a JSON string are escaped.
 */
export function withPoints<T>(json: string): T | undefined {
  return json.includes('"x":') ? JSON.parse(json) : undefined;
}

/**
 * Whether the point of a JWK is on its curve; `true` for a key without a point. The core has checked the form of the
 * JWK but has no curve arithmetic. Not every host checks it: WebKitGTK imports such EC keys, and OpenSSL such Ed25519
 * and Ed448 keys.
 */
export function isOnCurve(jwk: unknown): boolean {
  const { crv, x, y } = Object(jwk) as Record<string, string>;
  if (x === undefined) return true;
  if (y === undefined) return isOnEdwards(x, EDWARDS[crv as string] as Edwards);
  const curve = CURVES[crv as string];
  if (curve === undefined) return true;
  const [u, v] = [number(x), number(y)];
  return u < curve.p && v < curve.p && (v * v - (u * u * u + curve.a * u + curve.b)) % curve.p === 0n;
}

/** Whether an x exists for this y, which means that x² = (1 - y²) / (a - d y²) is a square (RFC 8032 §5.1.3, §5.2.3). */
function isOnEdwards(encoded: string, { p, bits, k, a, d }: Edwards): boolean {
  const y = littleEndian(encoded) % 2n ** bits;
  const square = (y * y) % p;
  // Multiplying by the square of the divisor avoids the division, and does not change whether it is a square.
  const product = ((1n - square) * k * (a - d * square)) % p;
  return jacobi(product < 0n ? product + p : product, p) !== -1;
}

/**
 * The Jacobi symbol: -1 for a number that is not a square modulo a prime. Computed by reciprocity, like a greatest
 * common divisor, it takes a quarter of the time of Euler's criterion.
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

/** Two hexadecimal digits for each byte. */
function digits(base64url: string): string[] {
  return Array.from(base64urlBytes(base64url), (byte) => byte.toString(16).padStart(2, "0"));
}

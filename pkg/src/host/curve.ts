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

/**
 * Whether an EC key's point is on its curve; `true` for what is no such key. Only the full build's own arithmetic sees it
 * when the key is made, and WebKitGTK imports it all the same.
 */
export function isOnCurve(key: unknown): boolean {
  const { kty, crv, x, y } = Object(key) as Record<string, unknown>;
  if (kty !== "EC" || typeof crv !== "string" || !Object.hasOwn(CURVES, crv)) return true;
  const curve = CURVES[crv];
  if (curve === undefined || !isNumber(x) || !isNumber(y)) return true;
  const [u, v] = [number(x), number(y)];
  return u < curve.p && v < curve.p && (v * v - (u * u * u - 3n * u + curve.b)) % curve.p === 0n;
}

function isNumber(value: unknown): value is string {
  return typeof value === "string" && BASE64URL.test(value) && value.length % 4 !== 1;
}

function number(base64url: string): bigint {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  const digits = Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, "0"));
  return BigInt(`0x${digits.join("")}`);
}

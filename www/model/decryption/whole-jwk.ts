import type { Jwk } from "jwt-wasm";
import { bytesOf } from "../encoding";

const X25519 = { name: "X25519" };
const CURVES = [X25519, ...["P-256", "P-384", "P-521"].map((namedCurve) => ({ name: "ECDH", namedCurve }))];

/** A private key file (PKCS#8) on a curve, as a JWK. The browser computes the public half, and only as a promise. */
export async function wholeJwk(pem: string): Promise<Jwk | undefined> {
  const [, base64 = ""] = /-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----/.exec(pem) ?? [];
  const file = bytesOf(base64.replaceAll(/\s/g, ""), "base64");
  if (file === undefined) return undefined;
  for (const curve of CURVES) {
    try {
      const der = curve === X25519 ? withoutZero(file) : file;
      const key = await crypto.subtle.importKey("pkcs8", der as BufferSource, curve, true, ["deriveBits"]);
      const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", key);
      return { kty, crv, x, ...(y === undefined ? {} : { y }), d } as Jwk;
    } catch {
      // A key on another curve.
    }
  }
  return undefined;
}

/** Where the private key begins in a file for X25519 (RFC 8410 §7). */
const PRIVATE_KEY = 16;

/**
 * WebKitGTK refuses an X25519 key that begins with a zero byte. The lowest three bits of that byte do not count (RFC 7748
 * §5), so the same key can begin with 1.
 */
function withoutZero(file: Uint8Array): Uint8Array {
  const der = file.slice();
  if (der[PRIVATE_KEY] === 0) der[PRIVATE_KEY] = 1;
  return der;
}

import type { Jwk } from "jwt-wasm";
import { bytesOf } from "../encoding";

const CURVES = [
  { name: "X25519" },
  ...["P-256", "P-384", "P-521"].map((namedCurve) => ({ name: "ECDH", namedCurve })),
];

/** A private key file (PKCS#8) on a curve, as a JWK. The browser computes the public half, and only as a promise. */
export async function wholeJwk(pem: string): Promise<Jwk | undefined> {
  const [, base64 = ""] = /-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----/.exec(pem) ?? [];
  const file = bytesOf(base64.replaceAll(/\s/g, ""), "base64");
  if (file === undefined) return undefined;
  for (const curve of CURVES) {
    try {
      const key = await crypto.subtle.importKey("pkcs8", file as BufferSource, curve, true, ["deriveBits"]);
      const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", key);
      return { kty, crv, x, ...(y === undefined ? {} : { y }), d } as Jwk;
    } catch {
      // A key on another curve.
    }
  }
  return undefined;
}

import { base64urlBytes } from "../runtime/text.js";

// The algorithm's and the curve's object identifiers (RFC 8410 §3, RFC 5480 §2.1.1), as DER. Spelled out, so that a bundler knows that
// nothing happens here, and leaves them out of programs that sign nothing.
const IDENTIFIERS: { readonly [curve: string]: readonly number[] } = {
  Ed25519: [6, 3, 43, 101, 112],
  "P-256": [6, 7, 42, 134, 72, 206, 61, 2, 1, 6, 8, 42, 134, 72, 206, 61, 3, 1, 7],
  "P-384": [6, 7, 42, 134, 72, 206, 61, 2, 1, 6, 5, 43, 129, 4, 0, 34],
  "P-521": [6, 7, 42, 134, 72, 206, 61, 2, 1, 6, 5, 43, 129, 4, 0, 35],
};

/** A private JWK of a curve as PKCS#8 (RFC 5958), which hosts take without the public half. */
export function pkcs8({ crv = "", d = "" }: JsonWebKey): Uint8Array {
  const number = der(0x04, ...base64urlBytes(d));
  const key = crv === "Ed25519" ? number : der(0x30, 2, 1, 1, ...number);
  return Uint8Array.from(der(0x30, 2, 1, 0, ...der(0x30, ...(IDENTIFIERS[crv] ?? [])), ...der(0x04, ...key)));
}

/** None is as long as to need more than one byte for its length. */
function der(tag: number, ...content: readonly number[]): number[] {
  return [tag, content.length, ...content];
}

import { base64urlBytes } from "../runtime/text.js";

// The algorithm's and the curve's object identifiers (RFC 8410 §3, RFC 5480 §2.1.1), as DER.
const EC = [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const IDENTIFIERS: { readonly [curve: string]: readonly number[] } = {
  Ed25519: [6, 3, 0x2b, 0x65, 0x70],
  "P-256": [...EC, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
  "P-384": [...EC, 6, 5, 0x2b, 0x81, 4, 0, 34],
  "P-521": [...EC, 6, 5, 0x2b, 0x81, 4, 0, 35],
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

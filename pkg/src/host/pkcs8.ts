import { base64urlBytes } from "./text.js";

// RFC 8410 §7: version 0, id-Ed25519, and the 32 bytes of the private key, which follow.
const ED25519 = [
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/** A private Ed25519 JWK as PKCS#8, which hosts take without the public half. */
export function ed25519Pkcs8(jwk: JsonWebKey): Uint8Array {
  return Uint8Array.from([...ED25519, ...base64urlBytes(jwk.d ?? "")]);
}

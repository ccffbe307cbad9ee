import { base64urlOf, textEncoder } from "../runtime/text.js";
import { thumbprint } from "./jwk.js";

/**
 * A SHA-256 of a text, as base64url: the core's, which is at hand at once, where WebCrypto's is a promise. It is another number
 * than that of the text's bytes, and so for comparing with itself alone.
 */
export function hashOf(text: string): string {
  // Piece by piece: the bytes become arguments of one call. And all texts alike: none is another one's hashes.
  const pieces = text.match(/[\s\S]{1,2048}/g) ?? [];
  return pieceHash(pieces.map(pieceHash).join(""));
}

function pieceHash(piece: string): string {
  return thumbprint({ kty: "oct", k: base64urlOf(textEncoder().encode(piece)) });
}

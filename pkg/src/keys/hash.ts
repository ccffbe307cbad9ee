import { base64urlOf, textEncoder } from "../runtime/text.js";
import { thumbprint } from "./jwk.js";

/**
 * A SHA-256 of a text, as base64url: the core's, which is at hand at once, where WebCrypto's is a promise. It is not the
 * hash of the text's bytes alone, and so for comparing with itself only.
 */
export function hashOf(text: string): string {
  if (text.length <= LONGEST_PIECE) return pieceHash(`1${text}`);
  // Marked, so that no text is taken for the hashes of another's pieces.
  const pieces = text.match(/[\s\S]{1,2048}/g) ?? [];
  return pieceHash(`2${pieces.map(pieceHash).join("")}`);
}

// The bytes become arguments of one call.
const LONGEST_PIECE = 2048;

function pieceHash(piece: string): string {
  return thumbprint({ kty: "oct", k: base64urlOf(textEncoder().encode(piece)) });
}

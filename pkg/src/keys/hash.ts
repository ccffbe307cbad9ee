import { base64urlOf, textEncoder } from "../runtime/text.js";
import { thumbprint } from "./jwk.js";

/**
 * A SHA-256 of a text, as base64url. The core computes it at once, while WebCrypto returns a promise. It is not the hash of the
 * text's bytes alone, so compare it only with other results of this function.
 */
export function hashOf(text: string): string {
  if (text.length <= LONGEST_PIECE) return pieceHash(`1${text}`);
  // Marked, so that no text equals the joined hashes of another text's pieces.
  const pieces = text.match(/[\s\S]{1,2048}/g) ?? [];
  return pieceHash(`2${pieces.map(pieceHash).join("")}`);
}

// The bytes become arguments of one call.
const LONGEST_PIECE = 2048;

function pieceHash(piece: string): string {
  return thumbprint({ kty: "oct", k: base64urlOf(textEncoder().encode(piece)) });
}

import { base64urlOf, textEncoder } from "../runtime/text.js";
import { thumbprint } from "./jwk.js";

/**
 * A SHA-256 hash made from a text, as base64url. The core computes it without a promise, which WebCrypto cannot. It is
 * not the plain SHA-256 of the text, so compare it only with other results of this function.
 */
export function hashOf(text: string): string {
  if (text.length <= LONGEST_PIECE) return pieceHash(`1${text}`);
  // The marks 1 and 2 make sure that no text has the hash of another text's joined hashes.
  const pieces = text.match(/[\s\S]{1,2048}/g) ?? [];
  return pieceHash(`2${pieces.map(pieceHash).join("")}`);
}

// Each byte becomes an argument of one call, and a call takes only so many.
const LONGEST_PIECE = 2048;

function pieceHash(piece: string): string {
  return thumbprint({ kty: "oct", k: base64urlOf(textEncoder().encode(piece)) });
}

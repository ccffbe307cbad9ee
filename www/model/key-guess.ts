/** What a pasted text looks like, for a hint. It is never acted on without the person. */

import { secretKey } from "jwt-wasm";
import { bytesOf, type SecretEncoding } from "./encoding";
import type { KeyFields, KeyKind } from "./key-fields";
import { textOf } from "./key-fields";

export type KeyGuess =
  | { readonly kind: Exclude<KeyKind, "secret"> }
  | { readonly kind: "secret"; readonly encoding: SecretEncoding }
  /** A token where a key should be. */
  | { readonly kind: "token" };

/** Shorter texts are words too often. A secret of an HS algorithm has at least 32 bytes. */
const SECRET_BYTES = 32;

/** What the text of the chosen kind looks like, if that is something else than what was chosen. */
export function otherGuess(fields: KeyFields): KeyGuess | undefined {
  const guess = guessOf(textOf(fields).trim());
  if (!guess) {
    // Whatever has no form of its own can only be a secret.
    const isPlain = fields.kind !== "secret" && textOf(fields).trim() !== "" && !hasForm(textOf(fields));
    return isPlain && isTaken(textOf(fields), "utf8") ? { kind: "secret", encoding: "utf8" } : undefined;
  }
  if (guess.kind !== "secret") return guess.kind === fields.kind ? undefined : guess;
  if (fields.kind !== "secret") return isTaken(textOf(fields), guess.encoding) ? guess : undefined;
  // Any other text reads as UTF-8, so only from there is there anything to hint at, unless the encoding fails.
  const isRead = fields.encoding !== "utf8" && bytesOf(textOf(fields), fields.encoding) !== undefined;
  return isRead || guess.encoding === fields.encoding ? undefined : guess;
}

function guessOf(text: string): KeyGuess | undefined {
  // RFC 7468 §2: other text may stand before it.
  if (/-----BEGIN /.test(text)) return { kind: "pem" };
  if (/^[\w-]{10,}\.[\w-]{2,}\.[\w-]*$/.test(text)) return { kind: "token" };
  if (text.startsWith("{")) {
    if (/"keys"\s*:\s*\[/.test(text)) return { kind: "jwks" };
    return /"kty"\s*:/.test(text) ? { kind: "jwk" } : undefined;
  }
  const encoding = (["hex", "base64", "base64url"] as const).find((one) => {
    const bytes = bytesOf(text, one);
    // One case only, or it is not hexadecimal that a program wrote.
    return bytes !== undefined && bytes.length >= SECRET_BYTES && !/\s/.test(text) && isTypical(text, one);
  });
  return encoding && { kind: "secret", encoding };
}

/** A long word is base64, too; a random one has capitals and digits. */
function isTypical(text: string, encoding: SecretEncoding): boolean {
  if (encoding === "hex") return text === text.toLowerCase() || text === text.toUpperCase();
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);
}

/** Whether the core takes it for a secret, which it does of nothing that looks like a key, as of SSH or in base64. */
function isTaken(text: string, encoding: SecretEncoding): boolean {
  try {
    const secret = encoding === "utf8" ? text : (bytesOf(text.trim(), encoding) ?? "");
    secretKey(secret, "HS256", { allowWeakSecret: true }).free();
    return true;
  } catch {
    return false;
  }
}

function hasForm(text: string): boolean {
  return /^\s*(?:\{|\[|-----)/.test(text);
}

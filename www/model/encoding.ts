/**
 * How the bytes of a secret are written. Reading is strict, because a secret that is read wrongly looks like a wrong
 * secret.
 */

export type SecretEncoding = "utf8" | "base64" | "base64url" | "hex";

export const SECRET_ENCODINGS: readonly SecretEncoding[] = ["utf8", "base64", "base64url", "hex"];

/** `undefined` if the text does not have this encoding. White space around it counts only in UTF-8. */
export function bytesOf(text: string, encoding: SecretEncoding): Uint8Array | undefined {
  const letters = text.trim();
  switch (encoding) {
    case "utf8":
      return new TextEncoder().encode(text);
    case "hex":
      return /^(?:[\da-f]{2})+$/i.test(letters) ? bytesOfHex(letters) : undefined;
    case "base64":
      return /^[A-Za-z\d+/]+={0,2}$/.test(letters) ? bytesOfBase64(letters) : undefined;
    case "base64url":
      return /^[\w-]+={0,2}$/.test(letters)
        ? bytesOfBase64(letters.replaceAll("-", "+").replaceAll("_", "/"))
        : undefined;
  }
}

export function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function bytesOfHex(letters: string): Uint8Array {
  return Uint8Array.from(letters.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function bytesOfBase64(padded: string): Uint8Array | undefined {
  const letters = padded.replace(/=+$/, "");
  if (letters.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}

/** Which form a text has, if it is not a single compact token. The code that reads a form is loaded with it. */

export type Form = "compact" | "sd_jwt" | "json";

/** An issuer-signed JWT and what follows it (RFC 9901 §4). */
const SD_JWT = /^[\w-]*\.[\w-]*\.[\w-]*(?=~)/;

const MEMBER = {
  signature: /"signatures?"\s{0,99}:/,
  signed: /"(?:payload|protected)"\s{0,99}:/,
  ciphertext: /"ciphertext"\s{0,99}:/,
  encrypted: /"(?:iv|tag|protected|recipients)"\s{0,99}:/,
} as const;

/** @param text without white space at its beginning */
export function formOf(text: string): Form {
  if (text.startsWith("{")) return isJsonSerialization(text) ? "json" : "compact";
  return SD_JWT.test(text) ? "sd_jwt" : "compact";
}

/** RFC 7515 §7.2, RFC 7516 §7.2. */
function isJsonSerialization(text: string): boolean {
  const { signature, signed, ciphertext, encrypted } = MEMBER;
  return (signature.test(text) && signed.test(text)) || (ciphertext.test(text) && encrypted.test(text));
}

/** The length of the part that is a compact token. */
export function compactLength(text: string): number {
  const form = formOf(text);
  if (form === "json") return 0;
  return form === "sd_jwt" ? (SD_JWT.exec(text)?.[0].length ?? text.length) : text.length;
}

/** Reads a key file. DER is converted to PEM so that the person sees what was read. */

import { base64 } from "./encoding";
import { pemOf, pemOfDer } from "./key-der";
import { type KeyFields, withText } from "./key-fields";

/** Far above the size of any key, and small enough not to block the page. */
const LARGEST = 262_144;

/** The fields with the content of the file; `undefined` if the file is too large for a key. */
export async function withFile(fields: KeyFields, file: Blob): Promise<KeyFields | undefined> {
  if (file.size > LARGEST) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = textOfBytes(bytes);
  // Editors end files with a line break, which is rarely part of the secret.
  if (text !== undefined) return withText(fields, withoutLastLineEnds(text));
  const pem = pemOfDer(bytes);
  if (pem !== undefined) return withText(fields, pem);
  // PKCS #12 (RFC 7292 §4) and other DER: the core says what it is.
  if (bytes[0] === 0x30 && bytes[1] === 0x82) return withText(fields, pemOf("PUBLIC KEY", base64(bytes)));
  return withText({ ...fields, encoding: "base64", isEncodingChosen: true }, base64(bytes));
}

/** In a loop, because a regular expression would try each line end again. */
function withoutLastLineEnds(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n" || text[end - 1] === "\r") end -= 1;
  return text.slice(0, end);
}

function textOfBytes(bytes: Uint8Array): string | undefined {
  // PowerShell redirects output as UTF-16.
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

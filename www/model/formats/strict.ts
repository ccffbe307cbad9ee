/** Strict readings, as the RFCs ask for: what is not exactly so is refused, and never repaired. */

import { base64url } from "../encoding";

/** Base64url without padding, and with no other bits than the bytes have (RFC 7515 §2, RFC 4648 §3.5). */
export function bytesOfBase64url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
    letter.charCodeAt(0),
  );
  const tail = bytes.length - (bytes.length % 3);
  return text.endsWith(base64url(bytes.subarray(tail))) ? bytes : undefined;
}

/** UTF-8 without a byte order mark. */
export function textOfBase64url(text: string): string | undefined {
  const bytes = bytesOfBase64url(text);
  if (!bytes) return undefined;
  try {
    const read = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return read.startsWith("\ufeff") ? undefined : read;
  } catch {
    return undefined;
  }
}

import { textEncoder } from "../runtime/text.js";

/**
 * Decodes a module that is part of a script, so that nothing is fetched or configured. Each byte has a code: one
 * character, or two of which the first is a parenthesis. The text begins with the codes of the bytes 0 to 255, in this
 * order.
 */
export function bytesFrom(characters: string): Uint8Array<ArrayBuffer> {
  const text = textEncoder().encode(characters) as Uint8Array<ArrayBuffer>;
  const byteOf = new Uint8Array(3 * 128);
  let count = -256;
  // Character codes instead of strings, and no function call for each byte: this runs once, before the runtime
  // optimises it.
  for (let index = 0; index < text.length; index++) {
    let code = text[index] as number;
    if (code === 40 || code === 41) code = (code - 39) * 128 + (text[++index] as number);
    if (count < 0) byteOf[code] = count + 256;
    // Decoding in place is safe, because a code is never shorter than its byte.
    else text[count] = byteOf[code] as number;
    count++;
  }
  return text.subarray(0, count);
}

/** The size in bytes of r and of s (RFC 7518 §3.4). */
export const ECDSA_SIZES: { readonly [algorithm: string]: number } = {
  ES256: 32,
  ES256K: 32,
  ES384: 48,
  ES512: 66,
};

const [SEQUENCE, INTEGER] = [0x30, 0x02];

/**
 * The signature in JOSE's form, r and s side by side, of one in DER (RFC 3279 §2.2.3, X.690 §10.1, §8.3). `undefined`
 * if it is not DER: lengths and numbers have only one spelling, and nothing follows.
 * @param size of each number, in bytes
 */
export function joseOfDer(der: Uint8Array, size: number): Uint8Array | undefined {
  const whole = contentAt(der, 0, SEQUENCE);
  const r = whole && contentAt(whole, 0, INTEGER);
  const s = whole && r && contentAt(whole, 2 + r.length, INTEGER);
  // The second number ends where the sequence ends, and that ends where the bytes end.
  if (!s || whole.length !== 4 + r.length + s.length) return undefined;
  if (der.length !== whole.length + (whole.length < 0x80 ? 2 : 3)) return undefined;
  const jose = new Uint8Array(2 * size);
  for (const [place, number] of [r, s].entries()) {
    const digits = positive(number);
    if (digits === undefined || digits.length > size) return undefined;
    jose.set(digits, (place + 1) * size - digits.length);
  }
  return jose;
}

/** The content of the value at this place. No signature is as long as 256 bytes. */
function contentAt(bytes: Uint8Array, at: number, tag: number): Uint8Array | undefined {
  const [found, first = 0x80, second = 0] = bytes.subarray(at, at + 3);
  const isLong = first === 0x81 && second >= 0x80;
  if (found !== tag || (first >= 0x80 && !isLong)) return undefined;
  const start = at + (isLong ? 3 : 2);
  const length = isLong ? second : first;
  const content = bytes.subarray(start, start + length);
  return content.length === length ? content : undefined;
}

/** The digits of a number above 0 without leading zeros. DER has one leading zero if the first bit is set, and no other. */
function positive(number: Uint8Array): Uint8Array | undefined {
  const [first = 0x80, second = 0x80] = number;
  if (first >= 0x80) return undefined;
  if (first > 0) return number;
  return second >= 0x80 && number.length > 1 ? number.subarray(1) : undefined;
}

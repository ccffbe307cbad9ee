/** Gives the DER of a key its PEM lines. Only the outermost elements are looked at, to choose the label; the core reads the key. */

import { base64 } from "./encoding";

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;

interface Element {
  readonly tag: number;
  /** Where its content begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** The PEM text; `undefined` if the bytes are not the DER of a key or a certificate. */
export function pemOfDer(der: Uint8Array): string | undefined {
  const label = labelOf(der);
  return label === undefined ? undefined : pemOf(label, base64(der));
}

/** RFC 7468 §2: lines of 64 characters. */
export function pemOf(label: string, letters: string): string {
  const lines = letters.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n");
}

function labelOf(der: Uint8Array): string | undefined {
  const whole = elementAt(der, 0, der.length);
  if (whole?.tag !== SEQUENCE || whole.to !== der.length) return undefined;
  const first = elementAt(der, whole.from, whole.to);
  const second = first && elementAt(der, first.to, whole.to);
  if (!second) return undefined;
  if (first.tag === SEQUENCE) return labelOfSequences(der, first, second);
  if (first.tag !== INTEGER) return undefined;
  // RFC 8017 §A.1.1 begins with the modulus, the private forms begin with a version of one byte.
  if (first.to - first.from > 1) return second.tag === INTEGER ? "RSA PUBLIC KEY" : undefined;
  const labels: Readonly<Record<number, string>> = {
    [SEQUENCE]: "PRIVATE KEY",
    [INTEGER]: "RSA PRIVATE KEY",
    [OCTET_STRING]: "EC PRIVATE KEY",
  };
  return labels[second.tag];
}

/** RFC 5280 §4.1: a key is an algorithm and bits; a certificate is signed content, an algorithm and bits. */
function labelOfSequences(der: Uint8Array, first: Element, second: Element): string | undefined {
  if (second.tag === BIT_STRING) return "PUBLIC KEY";
  if (second.tag === OCTET_STRING) return "ENCRYPTED PRIVATE KEY";
  if (second.tag !== SEQUENCE) return undefined;
  const inside = elementAt(der, first.from, first.to);
  const next = inside && elementAt(der, inside.to, first.to);
  // RFC 2986 §4.1: a request has a version and a name, where a certificate has its serial number before the algorithm.
  const isRequest = inside?.tag === INTEGER && inside.to - inside.from === 1 && der[inside.from] === 0;
  return isRequest && next?.tag === SEQUENCE ? "CERTIFICATE REQUEST" : "CERTIFICATE";
}

function elementAt(der: Uint8Array, at: number, end: number): Element | undefined {
  const [tag, short] = [der[at], der[at + 1]];
  if (tag === undefined || short === undefined) return undefined;
  let from = at + 2;
  let length = short;
  if (short >= 0x80) {
    const count = short & 0x7f;
    if (count === 0 || count > 3) return undefined;
    length = 0;
    for (const byte of der.subarray(from, from + count)) length = length * 256 + byte;
    from += count;
  }
  return from + length > end ? undefined : { tag, from, to: from + length };
}

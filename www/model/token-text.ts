/** The text a person pastes, and how much of it can be shown. Whether to believe it is the core's business alone. */

export type PartName = "header" | "payload" | "signature" | "encrypted_key" | "iv" | "ciphertext" | "tag";

export const PART_NAMES: readonly PartName[] = ["header", "payload", "signature"];

/** A JWE has five parts (RFC 7516 §7.1). */
const ENCRYPTED_PART_NAMES: readonly PartName[] = ["header", "encrypted_key", "iv", "ciphertext", "tag"];

/** Beyond this the core refuses the token many times over, and colouring it would only slow the page down. */
const LONGEST_SHOWN = 65_536;

export interface PastedText {
  /** White space and an HTTP header's beginning, which are not part of the token. */
  readonly before: string;
  readonly token: string;
  readonly after: string;
}

export function withoutWrapping(text: string): PastedText {
  const before = /^\s*(?:authorization\s*:\s*)?(?:bearer\s+)?/i.exec(text)?.[0] ?? "";
  const rest = text.slice(before.length);
  const token = rest.trimEnd();
  return { before, token, after: rest.slice(token.length) };
}

export interface Segment {
  /** `undefined` for a segment that no token has. */
  readonly part: PartName | undefined;
  readonly text: string;
}

export function segmentsOf(token: string): readonly Segment[] {
  if (token === "") return [];
  if (token.length > LONGEST_SHOWN) return [{ part: undefined, text: token }];
  const texts = token.split(".");
  const names = texts.length === ENCRYPTED_PART_NAMES.length ? ENCRYPTED_PART_NAMES : PART_NAMES;
  return texts.map((text, index) => ({ part: names[index], text }));
}

/** How many whole bytes a segment encodes: four letters hold three. */
export function bytesIn(segment: string): number {
  return Math.floor((segment.length * 3) / 4);
}

export interface ReadableText {
  readonly text: string;
  /** `false` if only the beginning, or a replacement of some bytes, could be shown. */
  readonly exact: boolean;
}

/**
 * A segment's text as far as it can be read, for a person who wants to see what a broken token holds. It is more
 * forgiving than the core, so it must never feed a check.
 */
export function readableText(segment: string): ReadableText | undefined {
  const { bytes, isWhole } = readableBytes(segment);
  if (bytes.length === 0) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, exact: isWhole };
  } catch {
    return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), exact: false };
  }
}

/** The bytes that a segment encodes, up to the first letter that encodes nothing. */
export function readableBytes(segment: string): { readonly bytes: Uint8Array; readonly isWhole: boolean } {
  const letters = /^[\w-]*/.exec(segment)?.[0] ?? "";
  // One letter holds six bits of a byte: a cut-off end, not data.
  const whole = letters.length % 4 === 1 ? letters.slice(0, -1) : letters;
  const binary = atob(whole.replaceAll("-", "+").replaceAll("_", "/"));
  return { bytes: Uint8Array.from(binary, (letter) => letter.charCodeAt(0)), isWhole: whole === segment };
}

/** The object that a text spells, or nothing if it spells none. */
export function readableObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

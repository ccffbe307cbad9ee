/** Splits and decodes a pasted text to show it. Only the core decides whether it is valid. */

import { compactLength, type Form, formOf } from "./formats/form";

export type PartName = "header" | "payload" | "signature" | "encrypted_key" | "iv" | "ciphertext" | "tag";

export const PART_NAMES: readonly PartName[] = ["header", "payload", "signature"];

/** A JWE has five parts (RFC 7516 §7.1). */
const ENCRYPTED_PART_NAMES: readonly PartName[] = ["header", "encrypted_key", "iv", "ciphertext", "tag"];

/** Four times the core's limit. Colouring a longer text would only slow the page down. */
const LONGEST_SHOWN = 65_536;

export interface PastedText {
  /** White space and the beginning of an HTTP header, which are not part of the token. */
  readonly before: string;
  readonly token: string;
  /** White space, and what another form than the compact one has beside or in place of a compact token. */
  readonly after: string;
  readonly form: Form;
}

export function withoutWrapping(text: string): PastedText {
  const before = /^\s*(?:authorization\s*:\s*)?(?:bearer\s+)?/i.exec(text)?.[0] ?? "";
  const rest = text.slice(before.length);
  const whole = rest.trimEnd();
  const token = whole.slice(0, compactLength(whole));
  return { before, token, after: rest.slice(token.length), form: formOf(whole) };
}

export interface Segment {
  /** `undefined` for a segment that tokens do not have. */
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
  /** `false` if only the beginning could be decoded, or some bytes were replaced. */
  readonly exact: boolean;
}

/**
 * As much of a segment as can be decoded, so that a person can look into a broken token. It is more lenient than the
 * core, so no check may use it.
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

/** The bytes of a segment, up to the first character that is not base64url. */
export function readableBytes(segment: string): { readonly bytes: Uint8Array; readonly isWhole: boolean } {
  const letters = /^[\w-]*/.exec(segment)?.[0] ?? "";
  // A single last letter holds only six bits, which is not a byte.
  const whole = letters.length % 4 === 1 ? letters.slice(0, -1) : letters;
  const binary = atob(whole.replaceAll("-", "+").replaceAll("_", "/"));
  return { bytes: Uint8Array.from(binary, (letter) => letter.charCodeAt(0)), isWhole: whole === segment };
}

/** The object in a JSON text, or `undefined`. */
export function readableObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

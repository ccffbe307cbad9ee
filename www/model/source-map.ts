/** Maps characters of a part's text to the letters of the token that encode them, and back. */

import type { DecodedToken } from "./decoded-token";
import { type Member, membersOf } from "./json-members";
import type { PartName, ReadableText } from "./token-text";

/** A part of the token, or one member of its object. */
export interface Spot {
  readonly part: PartName;
  /** The place of the member in the part's text; without it, the whole part is meant. */
  readonly member?: { readonly start: number; readonly end: number };
}

export function contentOf(decoded: DecodedToken, part: PartName): ReadableText | undefined {
  if (part === "header") return decoded.headerText;
  return part === "payload" ? decoded.payloadText : undefined;
}

export function isSameSpot(one: Spot | undefined, other: Spot | undefined): boolean {
  return one?.part === other?.part && one?.member?.start === other?.member?.start;
}

/** The range of letters that hold any bit of this text. `undefined` if the text is only a guess. */
export function lettersOf(content: ReadableText, start: number, end: number): [number, number] | undefined {
  if (!content.exact) return undefined;
  const before = utf8Length(content.text.slice(0, start));
  const within = utf8Length(content.text.slice(start, end));
  // Four letters hold three bytes (RFC 4648 §5).
  return [Math.floor((before * 4) / 3), Math.ceil(((before + within) * 4) / 3)];
}

/** What the letter at this place encodes. */
export function spotAt(decoded: DecodedToken, offset: number): Spot | undefined {
  let begin = 0;
  for (const { part, text } of decoded.segments) {
    if (offset <= begin + text.length) {
      if (part === undefined) return undefined;
      const member = memberAt(contentOf(decoded, part), offset - begin);
      return member ? { part, member } : { part };
    }
    begin += text.length + 1;
  }
  return undefined;
}

function memberAt(content: ReadableText | undefined, letter: number): Member | undefined {
  if (!content?.exact) return undefined;
  const bytes = new TextEncoder().encode(content.text).subarray(0, Math.floor((letter * 3) / 4));
  const at = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).length;
  return membersOf(content)?.find(({ start, end }) => start <= at && at < end);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Undoes encodings in which a token can be wrapped. None of them changes a character that a token itself can have. */

import type { Repair } from "./types";

export interface Normalised {
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/** A link inside a link is encoded twice. */
const PASSES = 2;

export function normalised(text: string): Normalised {
  const repairs = new Set<Repair>();
  let current = text;
  const apply = (repair: Repair, decode: (text: string) => string) => {
    const decoded = decode(current);
    if (decoded !== current) repairs.add(repair);
    current = decoded;
  };
  apply("invisible_characters", withoutInvisible);
  apply("escapes", withoutColours);
  apply("escapes", fromQuotedPrintable);
  for (let pass = 0; pass < PASSES; pass += 1) {
    apply("percent_encoding", percentDecoded);
    apply("escapes", unescaped);
  }
  return { text: current, repairs: [...repairs] };
}

/** Zero-width characters, soft hyphens and byte order marks, which come along from chats and PDF files. */
function withoutInvisible(text: string): string {
  return text.replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "");
}

/** Sequences that colour a terminal's text, or what is left of them if only printable letters were copied. */
function withoutColours(text: string): string {
  return text
    .replaceAll("\u001b", "^[")
    .replaceAll(/(?:\^\[|\\(?:u001b|x1b|033|e))\[[\d;]{0,20}[a-z]|\[\d{1,3}(?:;\d{1,3}){0,8}m/gi, "");
}

/** The source of a mail (RFC 2045 §6.7). A token cannot have `=3D`, since nothing follows its padding. */
function fromQuotedPrintable(text: string): string {
  return text.includes("=3D") ? text.replaceAll(/=\r?\n/g, "").replaceAll("=3D", "=") : text;
}

/** Printable ASCII only: other bytes cannot be part of a token, and a stray `%` must stay. */
function percentDecoded(text: string): string {
  return text.replaceAll(/%([2-7][\da-f])/gi, (_, code: string) => fromCode(code));
}

/** Escapes of JSON, JavaScript and shells, and the entities of HTML. */
function unescaped(text: string): string {
  let current = text;
  if (current.includes("\\")) {
    current = current.replaceAll(/\\u00([2-7][\da-f])|\\x([2-7][\da-f])/gi, (_, json: string, hex: string) =>
      fromCode(json ?? hex),
    );
    // An archive has hundreds of thousands, for which calling a function each takes seconds.
    for (const [escaped, letter] of ESCAPES) current = current.replaceAll(escaped, letter);
  }
  if (!current.includes("&")) return current;
  return current.replaceAll(/&(quot|amp|apos|#34|#39|#x27);/g, (_, name: string) => ENTITIES[name] ?? "");
}

/** None gives a backslash, so their order does not matter. */
const ESCAPES: readonly (readonly [escaped: string, letter: string])[] = [
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
  ['\\"', '"'],
  ["\\'", "'"],
  ["\\/", "/"],
  ["\\`", "`"],
];
const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  "#34": '"',
  amp: "&",
  apos: "'",
  "#39": "'",
  "#x27": "'",
};

function fromCode(hexadecimal: string): string {
  return String.fromCharCode(Number.parseInt(hexadecimal, 16));
}

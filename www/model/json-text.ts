/**
 * JSON laid out for reading from its own text, never from parsed values: `9007199254740993` stays what it is, and a
 * name that stands there twice is shown twice.
 */

import { lexemesOf } from "./json-scan";

export type LexemeKind = "name" | "string" | "number" | "literal" | "punctuation" | "space";

export interface Lexeme {
  readonly kind: LexemeKind;
  readonly text: string;
}

/** The core refuses deeper JSON; without a limit, the indentation of hostile nesting would grow as its square. */
const DEEPEST_INDENTATION = 32;

/** The text's lexemes with fresh white space between them, or `undefined` if the text is not JSON. */
export function layOut(text: string): readonly Lexeme[] | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const lexemes: Lexeme[] = [];
  let depth = 0;
  const space = (spaces: string) => lexemes.push({ kind: "space", text: spaces });
  const newLine = () => space(`\n${"  ".repeat(Math.min(depth, DEEPEST_INDENTATION))}`);
  const punctuation = (mark: string) => lexemes.push({ kind: "punctuation", text: mark });

  const all = lexemesOf(text);
  for (const [place, { kind, text }] of all.entries()) {
    const [before, next] = [all[place - 1]?.text, all[place + 1]?.text];
    if (kind === "string") {
      lexemes.push({ kind: next === ":" ? "name" : "string", text });
    } else if (kind === "bare") {
      lexemes.push({ kind: /^[-\d]/.test(text) ? "number" : "literal", text });
    } else if ((text === "{" && next === "}") || (text === "[" && next === "]")) {
      punctuation(text + next);
    } else if (text === "}" || text === "]") {
      if (before === "{" || before === "[") continue;
      depth -= 1;
      newLine();
      punctuation(text);
    } else {
      punctuation(text);
      if (text === "{" || text === "[") depth += 1;
      if (text === ":") space(" ");
      else newLine();
    }
  }
  return lexemes;
}

export interface Piece {
  readonly text: string;
  /** A character that a person would not see, spelled as its JSON escape. */
  readonly hidden: boolean;
}

/** Controls, direction overrides and zero-width characters: with them a claim can look like another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) found.push({ text: text.slice(end, match.index), hidden: false });
    found.push({ text: `\\u${match[0].charCodeAt(0).toString(16).padStart(4, "0")}`, hidden: true });
    end = match.index + 1;
  }
  if (end < text.length) found.push({ text: text.slice(end), hidden: false });
  return found;
}

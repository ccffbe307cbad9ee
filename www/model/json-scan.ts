/**
 * The lexemes of a JSON text and where they stand. Nothing else here finds out where a string ends, in whole texts, in those
 * that break off, and in those that are not JSON.
 */

export interface Lexeme {
  /** `bare` is a number, a literal, or what stands in the place of one. `cut` is a string that the text breaks off. */
  readonly kind: "string" | "cut" | "bare" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is between them is white space (RFC 8259 §2). */
const LEXEME = /"[^"\\]*(?:\\.[^"\\]*)*("?)|([^\s{}[\],:"]+)|[^ \t\r\n]/gsu;

export function lexemesOf(text: string): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  for (const { 0: lexeme, 1: quote, 2: bare, index: start } of text.matchAll(LEXEME)) {
    if (quote === "") {
      lexemes.push({ kind: "cut", text: text.slice(start), start, end: text.length });
      break;
    }
    const kind = quote !== undefined ? "string" : bare !== undefined ? "bare" : "mark";
    lexemes.push({ kind, text: lexeme, start, end: start + lexeme.length });
  }
  return lexemes;
}

/** The place after the value that begins at a place of the list, or `undefined` if the text breaks off in it. */
export function afterValue(lexemes: readonly Lexeme[], from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < lexemes.length; at += 1) {
    const { kind, text } = lexemes[at] as Lexeme;
    if (kind === "cut") return undefined;
    if (text === "{" || text === "[") depth += 1;
    if (text === "}" || text === "]") depth -= 1;
    if (depth <= 0) return at + 1;
  }
  return undefined;
}

/**
 * Where a text stops being JSON that can be signed as it stands. Browsers' own messages name the place in different
 * words, or not at all.
 */

import { type Lexeme, lexemesOf } from "./json-scan";

export type JsonFlaw =
  | { readonly kind: "unexpected"; readonly found: string }
  | { readonly kind: "end" }
  | { readonly kind: "not_object" }
  | { readonly kind: "duplicate"; readonly name: string }
  | { readonly kind: "control" }
  | { readonly kind: "escape" }
  | { readonly kind: "surrogate" }
  | { readonly kind: "depth" }
  /** JavaScript would carry another number than the one that stands there. */
  | { readonly kind: "inexact"; readonly number: string };

export type FlawAt = JsonFlaw & { readonly offset: number; readonly line: number; readonly column: number };

/** As deep as the core reads. */
const DEEPEST = 32;

/** What has more characters is beyond all numbers of JavaScript, and would take long to be compared. */
const LONGEST_NUMBER = 400;

class Flaw extends Error {
  readonly flaw: JsonFlaw;
  readonly offset: number;

  constructor(flaw: JsonFlaw, offset: number) {
    super(flaw.kind);
    this.flaw = flaw;
    this.offset = offset;
  }
}

/** The first flaw of what is to be one JSON object, or `undefined` if it has none. */
export function flawOf(text: string): FlawAt | undefined {
  try {
    new Reader(text).document();
    return undefined;
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    const lines = text.slice(0, error.offset).split("\n");
    return {
      ...error.flaw,
      offset: error.offset,
      line: lines.length,
      column: [...(lines.at(-1) ?? "")].length + 1,
    };
  }
}

class Reader {
  readonly #text: string;
  readonly #lexemes: readonly Lexeme[];
  #place = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lexemes = lexemesOf(text);
  }

  document(): void {
    const first = this.#next;
    if (first !== undefined && first.text !== "{" && this.#text.trim() !== "") {
      // Another value is good JSON all the same; a wrong letter is what is to be told.
      this.#value(0);
      throw new Flaw({ kind: "not_object" }, first.start);
    }
    this.#value(0);
    if (this.#next !== undefined) throw this.#unexpected();
  }

  get #next(): Lexeme | undefined {
    return this.#lexemes[this.#place];
  }

  #value(depth: number): void {
    const next = this.#next;
    if (next?.text === "{") this.#members(depth + 1);
    else if (next?.text === "[") this.#list("]", depth + 1, () => this.#value(depth + 1));
    else if (next?.kind === "bare") this.#bare(next);
    else this.#string();
  }

  #members(depth: number): void {
    const names = new Set<string>();
    this.#list("}", depth, () => {
      const start = this.#next?.start ?? 0;
      const name = this.#string();
      if (names.has(name)) throw new Flaw({ kind: "duplicate", name }, start);
      names.add(name);
      this.#expect(":");
      this.#value(depth);
    });
  }

  #list(end: string, depth: number, item: () => void): void {
    if (depth > DEEPEST) throw new Flaw({ kind: "depth" }, this.#next?.start ?? 0);
    this.#place += 1;
    if (this.#next?.text !== end) {
      item();
      while (this.#next?.text !== end) {
        this.#expect(",");
        item();
      }
    }
    this.#place += 1;
  }

  #string(): string {
    const next = this.#next;
    if (next?.kind !== "string" && next?.kind !== "cut") throw this.#unexpected();
    const { kind, text, start, end } = next;
    for (const { 0: found, index } of text.matchAll(ESCAPE_OR_FLAW)) {
      if (found.length === 1) throw new Flaw({ kind: found === "\\" ? "escape" : "control" }, start + index);
    }
    if (kind === "cut") throw new Flaw({ kind: "end" }, end);
    const value: string = JSON.parse(text);
    if (/\p{Surrogate}/u.test(value)) throw new Flaw({ kind: "surrogate" }, start);
    this.#place += 1;
    return value;
  }

  #bare({ text, start }: Lexeme): void {
    const literal = /^(?:true|false|null)(?![\w.+-])/.exec(text)?.[0];
    const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/.exec(text)?.[0];
    const found = literal ?? number;
    if (found === undefined) throw this.#unexpected();
    if (number !== undefined && !isExact(number)) throw new Flaw({ kind: "inexact", number }, start);
    if (found.length < text.length) throw this.#unexpectedAt(start + found.length);
    this.#place += 1;
  }

  #expect(mark: string): void {
    if (this.#next?.text !== mark) throw this.#unexpected();
    this.#place += 1;
  }

  #unexpected(): Flaw {
    return this.#unexpectedAt(this.#next?.start ?? this.#text.length);
  }

  #unexpectedAt(offset: number): Flaw {
    const point = this.#text.codePointAt(offset);
    const flaw: JsonFlaw =
      point === undefined ? { kind: "end" } : { kind: "unexpected", found: String.fromCodePoint(point) };
    return new Flaw(flaw, offset);
  }
}

/** Of one letter it is a flaw: a backslash that begins no escape, or a control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ESCAPE_OR_FLAW = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|[\\\u0000-\u001f]/g;

/** Whether the value survives being a number of JavaScript: its spelling may change, what it means may not. */
function isExact(number: string): boolean {
  const value = number.length > LONGEST_NUMBER ? Number.NaN : Number(number);
  return Number.isFinite(value) && canonical(String(value)) === canonical(number);
}

/** Sign, digits without zeros at either end, and the power of ten of the last one. */
function canonical(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/**
 * Where a text stops being JSON that can be signed as it stands. Browsers' own messages name the place in different
 * words, or not at all.
 */

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
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#space();
    const start = this.#at;
    if (this.#text[start] !== "{" && this.#text.trim() !== "") {
      // Another value is good JSON all the same; a wrong letter is what is to be told.
      this.#value(0);
      throw new Flaw({ kind: "not_object" }, start);
    }
    this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected();
  }

  #value(depth: number): void {
    this.#space();
    const first = this.#text[this.#at];
    if (first === "{") this.#members(depth + 1);
    else if (first === "[") this.#items(depth + 1);
    else if (first === '"') this.#string();
    else this.#bare();
  }

  #members(depth: number): void {
    const names = new Set<string>();
    this.#list("}", depth, () => {
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#unexpected();
      this.#string();
      const name: string = JSON.parse(this.#text.slice(start, this.#at));
      if (names.has(name)) throw new Flaw({ kind: "duplicate", name }, start);
      names.add(name);
      this.#space();
      this.#expect(":");
      this.#value(depth);
    });
  }

  #items(depth: number): void {
    this.#list("]", depth, () => this.#value(depth));
  }

  #list(end: string, depth: number, item: () => void): void {
    if (depth > DEEPEST) throw new Flaw({ kind: "depth" }, this.#at);
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] === end) {
      this.#at += 1;
      return;
    }
    for (;;) {
      this.#space();
      item();
      this.#space();
      if (this.#text[this.#at] === end) break;
      this.#expect(",");
    }
    this.#at += 1;
  }

  #string(): void {
    const start = this.#at;
    this.#at += 1;
    for (;;) {
      const letter = this.#text[this.#at];
      if (letter === undefined) throw new Flaw({ kind: "end" }, this.#at);
      if (letter < " ") throw new Flaw({ kind: "control" }, this.#at);
      if (letter === "\\") {
        const spelled = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(this.#text.slice(this.#at, this.#at + 6));
        if (!spelled) throw new Flaw({ kind: "escape" }, this.#at);
        this.#at += spelled[0].length;
      } else {
        this.#at += 1;
        if (letter === '"') break;
      }
    }
    if (/\p{Surrogate}/u.test(JSON.parse(this.#text.slice(start, this.#at)))) {
      throw new Flaw({ kind: "surrogate" }, start);
    }
  }

  #bare(): void {
    const rest = this.#text.slice(this.#at, this.#at + 400);
    const literal = /^(?:true|false|null)(?![\w.+-])/.exec(rest)?.[0];
    const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/.exec(rest)?.[0];
    const found = literal ?? number;
    if (found === undefined) throw this.#unexpected();
    if (number !== undefined && !isExact(number)) throw new Flaw({ kind: "inexact", number }, this.#at);
    this.#at += found.length;
  }

  #expect(mark: string): void {
    if (this.#text[this.#at] !== mark) throw this.#unexpected();
    this.#at += 1;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #unexpected(): Flaw {
    const point = this.#text.codePointAt(this.#at);
    const flaw: JsonFlaw =
      point === undefined ? { kind: "end" } : { kind: "unexpected", found: String.fromCodePoint(point) };
    return new Flaw(flaw, this.#at);
  }
}

/** Whether the value survives being a number of JavaScript: its spelling may change, what it means may not. */
function isExact(number: string): boolean {
  const value = Number(number);
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

/**
 * Reads a JSON text once, for everything that the page shows of it: the members with their places, the first flaw, and
 * the layout. It works on the text and not on parsed values, so numbers keep their digits and repeated names stay; and
 * it goes on where a parser would stop, so a text that is cut off or damaged gives what comes before.
 */

import { DEEPEST, type FoundFlaw, flawInBare, flawInString } from "./json-flaws";
import { JsonNode } from "./json-node";

export interface Lexeme {
  /** `bare` is a number, a literal, or anything in the place of one. `cut` is a string without an end. */
  readonly kind: "string" | "cut" | "bare" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface JsonDocument {
  readonly text: string;
  /** `undefined` if the text does not begin as JSON. */
  readonly root: JsonNode | undefined;
  /** Every value, in the order of the text. */
  readonly nodes: readonly JsonNode[];
  /** `false` if the text is cut off, or stops being JSON. */
  readonly isWhole: boolean;
  /** Whether a parser reads it. */
  readonly isJson: boolean;
  /** The first place where it is not one JSON object that can be signed unchanged. */
  readonly flaw: FoundFlaw | undefined;
}

/** Only white space is between them (RFC 8259 §2). */
const LEXEME = /"[^"\\]*(?:\\.[^"\\]*)*("?)|([^\s{}[\],:"]+)|[^ \t\r\n]/gsu;

function* lexemesOf(text: string): Generator<Lexeme> {
  for (const { 0: lexeme, 1: quote, 2: bare, index: start } of text.matchAll(LEXEME)) {
    if (quote === "") {
      yield { kind: "cut", text: text.slice(start), start, end: text.length };
      return;
    }
    const kind = quote !== undefined ? "string" : bare !== undefined ? "bare" : "mark";
    yield { kind, text: lexeme, start, end: start + lexeme.length };
  }
}

export function scan(text: string): JsonDocument {
  const scanner = new Scanner(text);
  for (const lexeme of lexemesOf(text)) if (!scanner.take(lexeme)) break;
  return scanner.document();
}

/** Flaws that a parser does not see. */
const UNSEEN = new Set(["not_object", "duplicate", "surrogate", "depth", "inexact"]);

type Expected = "value" | "first" | "name" | "colon" | "next" | "nothing";

/** In a loop over the lexemes and not by recursion, because a hostile text can be nested as deep as it is long. */
class Scanner {
  readonly #text: string;
  readonly #nodes: JsonNode[] = [];
  /** The objects and lists that are open. */
  readonly #open: JsonNode[] = [];
  /** The members of each of them by name. */
  readonly #names: Map<string, JsonNode>[] = [];
  #name: { readonly name: string; readonly start: number } | undefined;
  #expected: Expected = "value";
  /** Open brackets of a member that is not JSON inside, of which only the end is looked for. */
  #skipped = 0;
  #flaw: FoundFlaw | undefined;
  #isJson = true;
  #isStopped = false;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonDocument {
    if (this.#expected !== "nothing") this.#note({ kind: "end", offset: this.#text.length });
    for (const open of this.#open) open.cutOff(this.#text.length);
    return {
      text: this.#text,
      root: this.#nodes[0],
      nodes: this.#nodes,
      isWhole: this.#expected === "nothing" && !this.#isStopped,
      isJson: this.#isJson,
      flaw: this.#flaw,
    };
  }

  /** Returns `false` when it is unclear what follows. */
  take(lexeme: Lexeme): boolean {
    if (this.#skipped > 0) return this.#skip(lexeme);
    const { text } = lexeme;
    const open = this.#open.at(-1);
    switch (this.#expected) {
      case "first":
        if (text === (open?.kind === "object" ? "}" : "]")) return this.#close(lexeme);
        return open?.kind === "object" ? this.#takeName(lexeme) : this.#takeValue(lexeme);
      case "name":
        return this.#takeName(lexeme);
      case "colon":
        return text === ":" ? this.#expect("value") : this.#unexpected(lexeme);
      case "value":
        return this.#takeValue(lexeme);
      case "next":
        if (text === ",") return this.#expect(open?.kind === "object" ? "name" : "value");
        if (text === (open?.kind === "object" ? "}" : "]")) return this.#close(lexeme);
        return this.#unexpected(lexeme);
      case "nothing":
        return this.#unexpected(lexeme);
    }
  }

  #expect(expected: Expected): true {
    this.#expected = expected;
    return true;
  }

  #takeName(lexeme: Lexeme): boolean {
    if (lexeme.kind !== "string" && lexeme.kind !== "cut") return this.#unexpected(lexeme);
    this.#checkString(lexeme);
    // A name without an end names nothing.
    if (lexeme.kind === "cut") return false;
    this.#name = { name: unescaped(lexeme.text), start: lexeme.start };
    const isRepeated = this.#names.at(-1)?.has(this.#name.name) === true;
    if (isRepeated) this.#note({ kind: "duplicate", name: this.#name.name, offset: lexeme.start });
    return this.#expect("colon");
  }

  #takeValue(lexeme: Lexeme): boolean {
    const { kind, text, start } = lexeme;
    const isOpening = text === "{" || text === "[";
    if (kind === "mark" && !isOpening) return this.#unexpected(lexeme);
    const node = this.#add(kindOf(lexeme), lexeme);
    if (isOpening) {
      this.#open.push(node);
      this.#names.push(new Map());
      if (this.#open.length > DEEPEST) this.#note({ kind: "depth", offset: start });
      return this.#expect("first");
    }
    if (kind === "bare") this.#noteFound(flawInBare(text, start));
    else this.#checkString(lexeme);
    if (kind === "cut") node.cutOff(this.#text.length);
    return this.#afterValue(kind === "cut");
  }

  #add(kind: JsonNode["kind"], { start, end }: Lexeme): JsonNode {
    const parent = this.#open.at(-1);
    const node = new JsonNode(this.#text, kind, parent, this.#name, start, end);
    this.#nodes.push(node);
    const names = this.#names.at(-1);
    if (this.#name && names) {
      names.get(this.#name.name)?.markRepeated(node);
      names.set(this.#name.name, node);
    }
    this.#name = undefined;
    return node;
  }

  #close({ end }: Lexeme): boolean {
    this.#open.pop()?.closeAt(end);
    this.#names.pop();
    return this.#afterValue(false);
  }

  #afterValue(isCut: boolean): boolean {
    if (this.#open.length > 0) return this.#expect("next");
    const root = this.#nodes[0];
    if (root && root.kind !== "object") this.#note({ kind: "not_object", offset: root.start });
    if (!isCut) this.#expected = "nothing";
    return true;
  }

  #checkString({ kind, text, start, end }: Lexeme): void {
    this.#noteFound(flawInString(text, start));
    if (kind === "cut") this.#note({ kind: "end", offset: end });
  }

  /** Below a member of the outermost object, only that member is damaged. */
  #unexpected({ text, start }: Lexeme): boolean {
    const found = String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
    this.#note({ kind: "unexpected", found, offset: start });
    const member = this.#open[1];
    if (!member || this.#open[0]?.kind !== "object") {
      this.#isStopped = true;
      return false;
    }
    member.damage();
    const last = this.#nodes.lastIndexOf(member);
    this.#nodes.length = last + 1;
    this.#skipped = this.#open.length - 1;
    this.#open.length = 2;
    this.#names.length = 2;
    this.#name = undefined;
    return this.#skip({ kind: "mark", text, start, end: start + text.length });
  }

  #skip({ kind, text, end }: Lexeme): boolean {
    if (kind === "cut") return false;
    if (text === "{" || text === "[") this.#skipped += 1;
    if (text === "}" || text === "]") this.#skipped -= 1;
    if (this.#skipped > 0) return true;
    this.#open.pop()?.closeAt(end);
    this.#names.pop();
    return this.#expect("next");
  }

  #noteFound(flaw: FoundFlaw | undefined): void {
    if (flaw) this.#note(flaw);
  }

  #note(flaw: FoundFlaw): void {
    this.#flaw ??= flaw;
    if (!UNSEEN.has(flaw.kind)) this.#isJson = false;
  }
}

function kindOf({ kind, text }: Lexeme): JsonNode["kind"] {
  if (text === "{") return "object";
  if (text === "[") return "array";
  if (kind !== "bare") return "string";
  return /^[-\d]/.test(text) ? "number" : "literal";
}

function unescaped(name: string): string {
  try {
    return JSON.parse(name);
  } catch {
    return name.slice(1, -1);
  }
}

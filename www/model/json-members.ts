/**
 * The members of an object as they stand in its text, never as a parser would keep them: a number keeps its digits, a
 * name that comes twice is there twice, and of a text that breaks off one gets what comes before.
 */

export interface Member {
  readonly name: string;
  /** Its value's text. */
  readonly value: string;
  /** Where name and value stand in the object's text. */
  readonly start: number;
  readonly end: number;
  /** Another member has the same name. */
  readonly isRepeated: boolean;
}

export interface Members {
  readonly list: readonly Member[];
  /** `false` if the text breaks off, or goes on in another way than JSON does. */
  readonly isWhole: boolean;
}

const OPENING = /\s*\{\s*/y;
const NAME = /"(?:[^"\\]|\\.)*"/y;
const COLON = /\s*:\s*/y;
const SEPARATOR = /\s*(?:,\s*|(\}\s*$))/y;
const BARE = /[^\s,{}[\]":]+/y;
const NESTED = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^"{}[\]]+/y;

/** `undefined` if the text does not even begin as an object. */
export function membersOf(text: string): Members | undefined {
  const reader = new Reader(text);
  if (reader.take(OPENING) === undefined) return undefined;
  const found: Omit<Member, "isRepeated">[] = [];
  let isWhole = /^\s*\{\s*\}\s*$/.test(text);
  while (!isWhole) {
    const start = reader.position;
    const name = reader.take(NAME);
    if (name === undefined || reader.take(COLON) === undefined) break;
    const from = reader.position;
    const isComplete = reader.skipValue();
    if (reader.position === from) break;
    found.push({
      name: unescaped(name),
      value: text.slice(from, reader.position),
      start,
      end: reader.position,
    });
    if (!isComplete) break;
    const separator = reader.take(SEPARATOR);
    if (separator === undefined) break;
    isWhole = separator.includes("}");
  }
  const names = new Map<string, number>();
  for (const { name } of found) names.set(name, (names.get(name) ?? 0) + 1);
  return { list: found.map((one) => ({ ...one, isRepeated: (names.get(one.name) ?? 0) > 1 })), isWhole };
}

class Reader {
  position = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const taken = pattern.exec(this.#text)?.[0];
    this.position += taken?.length ?? 0;
    return taken;
  }

  /** `false` if the text ends before the value does. */
  skipValue(): boolean {
    const first = this.#text[this.position];
    if (first === '"') return this.take(NAME) !== undefined || this.#skipRest();
    if (first !== "{" && first !== "[") return this.take(BARE) !== undefined;
    let depth = 0;
    do {
      const lexeme = this.take(NESTED);
      if (lexeme === undefined) return this.#skipRest();
      if (lexeme === "{" || lexeme === "[") depth += 1;
      else if (lexeme === "}" || lexeme === "]") depth -= 1;
    } while (depth > 0);
    return true;
  }

  #skipRest(): false {
    this.position = this.#text.length;
    return false;
  }
}

function unescaped(name: string): string {
  try {
    return JSON.parse(name);
  } catch {
    return name.slice(1, -1);
  }
}

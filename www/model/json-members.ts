/**
 * The members of an object as they stand in its text, never as a parser would keep them: a number keeps its digits, a
 * name that comes twice is there twice, and of a text that breaks off one gets what comes before.
 */

import { afterValue, lexemesOf } from "./json-scan";

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

/** `undefined` if the text does not even begin as an object. */
export function membersOf(text: string): Members | undefined {
  const lexemes = lexemesOf(text);
  const textAt = (place: number): string | undefined => lexemes[place]?.text;
  if (textAt(0) !== "{") return undefined;
  const found: Omit<Member, "isRepeated">[] = [];
  let [at, isWhole] = [1, textAt(1) === "}" && lexemes.length === 2];
  while (!isWhole) {
    const [name, value] = [lexemes[at], lexemes[at + 2]];
    if (name?.kind !== "string" || textAt(at + 1) !== ":") break;
    if (value === undefined || /^[}\],:]$/.test(value.text)) break;
    const after = afterValue(lexemes, at + 2);
    const end = after === undefined ? text.length : (lexemes[after - 1]?.end ?? text.length);
    found.push({ name: unescaped(name.text), value: text.slice(value.start, end), start: name.start, end });
    if (after === undefined) break;
    isWhole = textAt(after) === "}" && after + 1 === lexemes.length;
    if (textAt(after) !== ",") break;
    at = after + 1;
  }
  const names = new Map<string, number>();
  for (const { name } of found) names.set(name, (names.get(name) ?? 0) + 1);
  return { list: found.map((one) => ({ ...one, isRepeated: (names.get(one.name) ?? 0) > 1 })), isWhole };
}

function unescaped(name: string): string {
  try {
    return JSON.parse(name);
  } catch {
    return name.slice(1, -1);
  }
}

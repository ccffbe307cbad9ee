import { JwtError } from "./error.js";

/** A member of a JSON object, with its text. */
export interface JsonMember {
  readonly name: string;
  /** The value, as the text spells it. */
  readonly value: string;
  /** Name and value, as the text spells them: `"name":value`. */
  readonly text: string;
}

/** A member with this JavaScript value. */
export function memberOf(name: string, value: unknown): JsonMember {
  return member(JSON.stringify(name), JSON.stringify(value));
}

/** A member whose value is JSON text already. */
export function memberOfText(name: string, value: string): JsonMember {
  return member(JSON.stringify(name), value);
}

/**
 * The members of a JSON object in their order, each with its text. `JSON.parse` and `JSON.stringify` would change
 * integers beyond 2^53, `1e21`, `1.0`, `-0`, escapes and the order of names that are numbers. The core has read the
 * text before, so it is an object without duplicate names. Here it is only split, in one pass.
 * @throws {JwtError} `malformed` for what is not an object
 */
export function membersOf(json: string): JsonMember[] {
  const members: JsonMember[] = [];
  let at = past(json, skipSpace(json, 0), "{");
  if (json[skipSpace(json, at)] === "}") return ended(json, skipSpace(json, at), members);
  for (;;) {
    const nameStart = skipSpace(json, at);
    const nameEnd = stringEnd(json, nameStart);
    const start = skipSpace(json, past(json, skipSpace(json, nameEnd), ":"));
    const end = valueEnd(json, start);
    members.push(member(json.slice(nameStart, nameEnd), json.slice(start, end)));
    at = skipSpace(json, end);
    if (json[at] !== ",") return ended(json, at, members);
    at += 1;
  }
}

function member(name: string, value: string): JsonMember {
  return { name: JSON.parse(name) as string, value, text: `${name}:${value}` };
}

function ended(json: string, at: number, members: JsonMember[]): JsonMember[] {
  if (skipSpace(json, past(json, at, "}")) !== json.length) throw malformed();
  return members;
}

function past(json: string, at: number, expected: string): number {
  if (json[at] !== expected) throw malformed();
  return at + 1;
}

/** The white space of RFC 8259 §2. */
function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (isSpace(json[at])) at += 1;
  return at;
}

function stringEnd(json: string, start: number): number {
  let at = past(json, start, '"');
  while (json[at] !== '"') {
    if (at >= json.length) throw malformed();
    at += json[at] === "\\" ? 2 : 1;
  }
  return at + 1;
}

function valueEnd(json: string, start: number): number {
  if (json[start] === '"') return stringEnd(json, start);
  let [at, depth] = [start, 0];
  for (; at < json.length; ) {
    const character = json[at];
    if (depth === 0 && (isSpace(character) || character === "," || character === "}")) break;
    if (character === '"') {
      at = stringEnd(json, at);
      continue;
    }
    if (character === "{" || character === "[") depth += 1;
    if (character === "}" || character === "]") depth -= 1;
    at += 1;
  }
  if (at === start || depth !== 0) throw malformed();
  return at;
}

function malformed(): JwtError {
  const facts = { code: "malformed", reason: "json", part: "payload" } as const;
  return new JwtError("the payload is malformed: it is not a JSON object", facts);
}

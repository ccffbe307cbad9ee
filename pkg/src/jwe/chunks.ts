import { likeness, namesLike, tokenInCookies } from "../edge/cookies.js";
import type { Found } from "../edge/credentials.js";
import { trimmed } from "../edge/text.js";
import { CHUNK, MAX_CHUNKS } from "./cookies.js";

/**
 * The token in the cookie of this name, or in its chunks `name.0`, `name.1` and so on, which may come in any order. As
 * for a whole cookie, a second one that the origin may take for a chunk makes the request ambiguous.
 */
export function tokenInChunks(header: string | null, name: string): Found {
  const text = header ?? "";
  const whole = tokenInCookies(text, name);
  const chunks = text
    .split(";")
    .map(trimmed)
    .flatMap((pair) => chunkIn(pair, `${name}.`));
  const base = `${likeness(name)}_`;
  const isChunk = (one: string) => one.startsWith(base) && /^\d+$/.test(one.slice(base.length));
  const others = namesLike(text, isChunk) - chunks.length;
  if (chunks.length === 0 && others === 0) return whole;
  if (chunks.length === 0) return typeof whole === "object" ? "invalid_request" : "lookalike";
  const isClear = whole === "absent" && others === 0 && chunks.length <= MAX_CHUNKS;
  chunks.sort(([one], [other]) => one - other);
  if (!isClear || chunks.some(([place], index) => place !== index)) return "invalid_request";
  return { token: chunks.map(([, value]) => value).join(""), scheme: undefined };
}

/** The number of a chunk and its text, if it is one. */
function chunkIn(pair: string, prefix: string): (readonly [place: number, value: string])[] {
  const at = pair.indexOf("=");
  const place = pair.slice(prefix.length, at);
  // A cookie without `=` is only a name.
  const isChunk = at > 0 && pair.startsWith(prefix) && CHUNK.test(place);
  return isChunk ? [[Number(place), pair.slice(at + 1)]] : [];
}

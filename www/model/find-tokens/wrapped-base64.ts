/** Tokens, and texts that hold some, as base64: Kubernetes' secrets, Supabase's cookies, clipboard tools. */

import { readableText } from "../token-text";
import { toBase64url } from "./padding";

/** `eyJ` and `{"` in base64, and the prefix of Supabase's cookies. */
const RUN = /(?<![\w\-+/])(?:base64-)?((?:ZXlK|ZXlB|eyJ)[\w\-+/]{20}[\w\-+/]*={0,2})/g;
/** Programs that wrap base64 make lines of one length, and then a last, shorter one. */
const LINE = /\r?\n[ \t>]{0,40}([\w\-+/]+={0,2})(?=\r?\n|$)/y;
const SHORTEST_LINE = 60;
const GOES_ON = /^[\w\-+/.=]/;

/** The text with each run of base64 replaced by what it encodes, where that can hold a token. */
export function withDecodedBase64(text: string): string {
  const parts: string[] = [];
  let end = 0;
  // To put the same lines together again from each of them would take minutes for some hundred kilobytes.
  let joined = 0;
  for (const { 0: whole, 1: run = "", index } of text.matchAll(RUN)) {
    const after = index + whole.length;
    // A lookahead would go back over the run, and a run of megabytes leaves no stack for that.
    if (index < end || GOES_ON.test(text.charAt(after))) continue;
    const lines = index < joined ? { letters: "", end: after } : linesAfter(text, after, run.length);
    joined = Math.max(joined, lines.end);
    const decoded = readableText(toBase64url(run + lines.letters));
    if (!decoded?.exact || !/(?<![\w-])ey[\w-]+\.[\w-]/.test(decoded.text)) continue;
    parts.push(text.slice(end, index), decoded.text);
    end = lines.end;
  }
  return parts.length === 0 ? text : parts.join("") + text.slice(end);
}

/** The rest of base64 that was wrapped after this many letters. */
function linesAfter(text: string, start: number, length: number): { letters: string; end: number } {
  const found: string[] = [];
  let end = start;
  if (length >= SHORTEST_LINE) {
    for (let isFull = true; isFull; ) {
      LINE.lastIndex = end;
      const [line, letters = ""] = LINE.exec(text) ?? [];
      if (line === undefined || letters.length > length) break;
      found.push(letters);
      end += line.length;
      isFull = letters.length === length;
    }
  }
  return { letters: found.join(""), end };
}

/** Reads one token that begins at a place of the text, over the line breaks that wrapping put into it. */

import { HEAD, headerForm, isCutOff, signatureLengths } from "./header";
import { toBase64url, withoutPadding } from "./padding";
import type { FoundToken, Repair } from "./types";

export interface ReadToken extends Pick<FoundToken, "token" | "kind"> {
  /** The place after it. */
  readonly end: number;
  readonly repairs: readonly Repair[];
}

/** A few more parts than a token has are read as well, so that the core refuses them and says why. */
const MOST_PARTS = 8;

/** No `+` or `/`: a header in base64 does not have them, and the work on hostile texts stays linear. */
const HEADER = /[\w-]*(?:={1,2}(?![\w=]))?/y;
const SEGMENT = /[\w\-+/]*(?:={1,2}(?![\w=]))?/y;
const PART_TOO_MANY = /[\w-]*/y;
/** SD-JWT (RFC 9901 §4): disclosures, and perhaps a key binding JWT at the end. A repeated group would need a stack. */
const DISCLOSURES = /[\w\-.~]+/y;
/**
 * A line break, and what wraps lines: the quotation marks of mails, the backslash of a shell, and the strings that a
 * program joins, which can also stand in one line. Each is optional and bounded, so that other text is not skipped.
 */
const WRAP =
  /["'`]?[ \t]{0,8}[+\\]?[ \t]{0,8}\r?\n[ \t>|#*]{0,40}\+?[ \t]{0,8}["'`]?|["'`][ \t]{0,8}\+[ \t]{0,8}["'`]/y;

const LINE_END = /["'`]?[ \t]{0,8}[+\\]?[ \t]{0,8}\r?$/;

/** Express signs a cookie as `s:value.signature`, so what follows the third dot is not a part of the token. */
const SIGNED_COOKIE = /(?<![\w.])s:$/;

/** `undefined` if no token begins here. */
export function readToken(text: string, start: number): ReadToken | undefined {
  const reader = new Reader(text, start);
  const header = reader.segment(HEADER, () => true);
  const form = headerForm(toBase64url(header));
  if (!form) return undefined;
  const segments = [header];
  while (segments.length < form.parts && reader.dot()) {
    const isSignature = form.parts === 3 && segments.length === 2;
    const isLast = segments.length === form.parts - 1;
    // Before the last part the token certainly goes on. A signature does until it is as long as its algorithm says.
    const goesOn = (length: number) => !isLast || (isSignature && isCutOff(form.alg, length));
    segments.push(reader.segment(SEGMENT, goesOn));
  }
  if (segments.length < 2) return undefined;
  const { isBase64, kept, surplus } = inBase64url(segments, form.alg);
  if (surplus > 0) reader.endAfter((segments.at(-1)?.length ?? 0) - surplus);
  const isWhole = segments.length === form.parts && surplus === 0;
  const isAlone = !SIGNED_COOKIE.test(text.slice(Math.max(0, start - 3), start));
  while (isWhole && isAlone && kept.length < MOST_PARTS && reader.anotherDot())
    kept.push(reader.match(PART_TOO_MANY));
  const disclosures = isWhole && form.parts === 3 ? reader.disclosures() : "";
  return {
    token: kept.join(".") + disclosures,
    kind: disclosures !== "" ? "sd_jwt" : form.parts === 5 ? "jwe" : "jws",
    end: reader.at,
    repairs: [
      ...(reader.isWrapped ? ["line_breaks" as const] : []),
      ...(isBase64 ? ["base64" as const] : []),
    ],
  };
}

interface Line {
  readonly text: string;
  readonly start: number;
}

class Reader {
  at: number;
  isWrapped = false;
  readonly #text: string;
  readonly #start: number;
  /** Of the last segment. */
  #lines: readonly Line[] = [];
  /** Whether it was wrapped before the last segment. */
  #wasWrapped = false;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#start = at;
    this.at = at;
  }

  match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  /** A segment, joined over line breaks as long as it `goesOn` after so many characters. */
  segment(pattern: RegExp, goesOn: (length: number) => boolean): string {
    this.#wasWrapped = this.isWrapped;
    const start = this.at;
    const lines = [{ text: this.match(pattern), start }];
    let length = this.at - start;
    while (this.#text[this.at] !== "." && goesOn(length)) {
      const before = this.at;
      const more = this.#nextLine() ? this.match(pattern) : "";
      if (more === "" || this.#isOfAnother(more)) {
        this.at = before;
        break;
      }
      this.isWrapped = true;
      if (!more.startsWith("=")) length -= dropPadding(lines);
      lines.push({ text: more, start: this.at - more.length });
      length += more.length;
    }
    this.#lines = lines;
    return lines.map(({ text }) => text).join("");
  }

  /** Goes back to where the last segment has this many letters: what follows is not the token's. */
  endAfter(letters: number): void {
    let rest = letters;
    let isFirst = true;
    for (const { text, start } of this.#lines) {
      this.at = start + Math.min(rest, text.length);
      if (rest <= text.length) break;
      rest -= text.length;
      isFirst = false;
    }
    this.isWrapped = this.#wasWrapped || !isFirst;
  }

  /**
   * Over the lines of a text that was wrapped from the token's beginning on. RFC 9901 prints each disclosure, and each part of
   * the key binding JWT, from the beginning of a line.
   */
  disclosures(): string {
    const found: string[] = [];
    for (;;) {
      const end = this.at;
      const isBroken = found.length > 0 || this.#text[this.at] !== "~";
      if (isBroken && !(this.isWrapped && this.match(WRAP) !== "")) break;
      const isPart = this.#text[this.at] === "~" || (this.#text[this.at] === "." && found.length > 0);
      const more = isPart || (found.length > 0 && this.#isFull(end)) ? this.match(DISCLOSURES) : "";
      if (more === "" || (!isPart && this.#isOfAnother(more))) {
        this.at = end;
        break;
      }
      found.push(more);
    }
    return found.join("");
  }

  /** Whether the line up to here is as long as the token's first: a shorter one is the last of its part. */
  #isFull(end: number): boolean {
    const length = end - this.#text.lastIndexOf("\n", end - 1) - 1;
    const from = this.#text.lastIndexOf("\n", this.#start - 1) + 1;
    const first = this.#text.slice(from, this.#text.indexOf("\n", from));
    return length >= first.replace(LINE_END, "").length;
  }

  /** The dot before the next part, which a line break may precede or follow. */
  dot(): boolean {
    const before = this.at;
    const isWrappedBefore = this.match(WRAP) !== "";
    if (this.#text[this.at] !== ".") {
      this.at = before;
      return false;
    }
    this.at += 1;
    const isWrappedAfter = this.match(WRAP) !== "";
    this.isWrapped ||= isWrappedBefore || isWrappedAfter;
    return true;
  }

  /** The dot before a part too many. The one at the end of a sentence is not part of the token. */
  anotherDot(): boolean {
    const isDot = this.#text[this.at] === "." && /[\w-]/.test(this.#text[this.at + 1] ?? "");
    if (isDot) this.at += 1;
    return isDot;
  }

  /** A line that begins like a token is another one. */
  #nextLine(): boolean {
    return this.match(WRAP) !== "" && !HEAD.test(this.#text.slice(this.at, this.at + 3));
  }

  /** Whether what was matched begins a line of other text, such as the next line of a log. */
  #isOfAnother(more: string): boolean {
    const next = this.#text[this.at] ?? "\n";
    if (next === " ") return more.length < 16;
    return !/[\s."'`\\~]/.test(next);
  }
}

/** Where text goes on after `=`, it is not padding: quoted-printable ends a wrapped line with it (RFC 2045 §6.7). */
function dropPadding(lines: Line[]): number {
  let dropped = 0;
  for (let line = lines.pop(); line !== undefined; line = lines.pop()) {
    const kept = withoutPadding(line.text);
    dropped += line.text.length - kept.length;
    if (kept === "") continue;
    lines.push({ text: kept, start: line.start });
    break;
  }
  return dropped;
}

/**
 * base64 becomes base64url; padding alone stays, since some issuers sign it and the core has an option for them. Text that
 * follows without a gap, such as `/path`, is not part of the token.
 */
function inBase64url(segments: readonly string[], alg: string) {
  const before = segments.slice(0, -1);
  const signature = segments.at(-1) ?? "";
  const isUrl = segments.some((segment) => /[-_]/.test(segment));
  const isPlain = !isUrl && before.some((segment) => /[+/=]/.test(segment));
  const last = signature.slice(0, signatureEnd(signature, alg, isUrl, isPlain));
  const all = [...before, last];
  const isBase64 = all.some((segment) => /[+/]/.test(segment));
  return { isBase64, kept: isBase64 ? all.map(toBase64url) : all, surplus: signature.length - last.length };
}

function signatureEnd(signature: string, alg: string, isUrl: boolean, isPlain: boolean): number {
  const foreign = signature.search(/[+/]/);
  if (foreign < 0) return signature.length;
  const lengths = signatureLengths(alg);
  const whole = withoutPadding(signature).length;
  const isWhole = !isUrl && (lengths.includes(whole) || (isPlain && !lengths.includes(foreign)));
  return isWhole ? signature.length : foreign;
}

/** What was pasted beside the tokens, in one word. */

import type { Surroundings } from "./types";

/** The beginning is enough, and a HAR file can have megabytes. */
const LOOKED_AT = 20_000;

type Test = (rest: string) => boolean;

const matches =
  (pattern: RegExp): Test =>
  (rest) =>
    pattern.test(rest);

/** In the order in which they are tried: a curl command has headers, and a HAR file is JSON. */
const KINDS: readonly (readonly [Surroundings, Test])[] = [
  ["nothing", (rest) => rest === ""],
  ["white_space", (rest) => rest.trim() === ""],
  ["quotes", (rest) => !/[^\s"'`,;]/.test(rest)],
  ["authorization", (rest) => isAuthorization(rest)],
  ["curl", matches(/^(?:\$ )?curl(?:\.exe)?\s/i)],
  ["har", (rest) => /^\{\s*"log"\s*:/.test(rest) && rest.includes('"entries"')],
  ["json", matches(/^(?:\{|\[\s{0,99}[[{"\],\d])/)],
  ["cookies", (rest) => /^(?:set-)?cookie\s*:/i.test(rest) || isCookies(rest)],
  ["url", (rest) => /^(?:[a-z][a-z\d+.-]{1,20}:\/\/|[#?/])/i.test(rest) && !/\s/.test(rest)],
  ["headers", (rest) => isHeaders(rest)],
];

/** `rest` is the text without its tokens. */
export function surroundingsOf(rest: string): Surroundings {
  const beginning = rest.slice(0, LOOKED_AT);
  const trimmed = beginning.trim();
  const [kind = "text"] = KINDS.find(([, test]) => test(trimmed)) ?? [];
  return kind === "nothing" && beginning !== "" ? "white_space" : kind;
}

function isAuthorization(rest: string): boolean {
  if (rest.length > 80) return false;
  const words = rest
    .toLowerCase()
    .split(/[\s"']/)
    .join(" ")
    .trim();
  return /^(?:(?:proxy-)?authorization ?: ?)?(?:bearer|dpop|jwt|token)?$/.test(words);
}

/** `a=1; b=2`, also where the value was a token and is gone. */
function isCookies(rest: string): boolean {
  const pairs = rest.split(";").filter((pair) => pair.trim() !== "");
  return pairs.length > 1 && pairs.every((pair) => /^\s*[^\s=,"'(){}]{1,128}(?:=|$)/.test(pair));
}

function isHeaders(rest: string): boolean {
  const lines = rest.split("\n").filter((line) => line.trim() !== "");
  const fields = /^(?:[A-Z]{3,7} |HTTP\/\d)/.test(rest) ? lines.slice(1) : lines;
  return fields.length > 0 && fields.every((line) => /^[\w-]{1,60}:(?:\s|$)/.test(line));
}

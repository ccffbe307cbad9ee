import { isPlainObject, kindOf } from "../kind.js";
import { flag, invalidOption, readOnce, shown, wrongOption, wrongValue } from "../read-options.js";
import { inChunks, inCookie, inHeader, inProtocols, type TokenSource } from "./credentials.js";
import type { ForwardedClaims } from "./identity.js";
import { folded, isToken } from "./text.js";

export function checkFunction(value: unknown, name: string): void {
  if (typeof value !== "function") throw wrongOption(name, "must be a function", value);
}

export function checkBooleans(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) flag(name, value);
}

/**
 * Checks a list. It must not be empty, as everywhere in this package, because an empty list would require nothing, or
 * allow nothing.
 */
export function list(given: unknown, name: string, isGood: (text: string) => boolean): readonly string[] {
  if (given === undefined) return [];
  const items: unknown[] = Array.isArray(given) ? [...given] : [];
  if (items.length === 0) throw wrongOption(name, "must be a list that is not empty", given);
  for (const item of items) {
    if (typeof item !== "string" || !isGood(item)) {
      const what = typeof item === "string" ? (shown(item) ?? "such a string") : kindOf(item);
      throw invalidOption(name, `cannot hold ${what}`);
    }
  }
  return items as string[];
}

/** @throws {JwtError} `options_invalid` */
export function tokenSources(from: unknown): readonly TokenSource[] {
  const places: unknown[] = Array.isArray(from) ? [...from] : [from];
  if (places.length === 0) throw wrongOption("tokenFrom", WANTED, from);
  return places.map(tokenSource);
}

const WANTED =
  'must be "bearer", "dpop", { cookie, chunks }, { header, scheme }, { webSocket: "protocol" } or a list of them';

function tokenSource(place: unknown): TokenSource {
  if (place === "bearer" || place === "dpop") return inHeader("Authorization", place);
  if (!isPlainObject(place)) throw wrongValue("tokenFrom", WANTED, place);
  const read = readOnce(place, "options.tokenFrom");
  const { cookie, chunks, header, scheme, webSocket } = read;
  switch (Object.keys(read).sort().join()) {
    case "cookie":
      return inCookie(named(cookie));
    case "chunks,cookie":
      return (flag("tokenFrom.chunks", chunks) ? inChunks : inCookie)(named(cookie));
    case "header":
      return inHeader(headerNamed(header), undefined);
    case "header,scheme":
      return inHeader(headerNamed(header), named(scheme));
    case "webSocket":
      if (webSocket === "protocol") return inProtocols();
  }
  throw invalidOption("tokenFrom", WANTED);
}

function headerNamed(header: unknown): string {
  const name = named(header);
  if (!isReserved(name) || folded(name) === "authorization") return name;
  throw invalidOption("tokenFrom", `cannot name the header ${name}, which has another meaning`);
}

function named(name: unknown): string {
  if (!isToken(name))
    throw wrongValue(
      "tokenFrom",
      "must name a header, cookie or scheme in letters, digits and hyphens",
      name,
    );
  return name;
}

// Headers that decide how the request is read. A claim must not set them.
const RESERVED =
  /^(?:host|authorization|cookie|connection|content-.*|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-.*|expect|dpop|sec-websocket-.*)$/;

const isReserved = (header: string) => RESERVED.test(folded(header));

export function forwardedClaims(claims: unknown): ForwardedClaims {
  const read = readOnce(claims, "options.forwardClaims");
  const names = new Set<string>();
  for (const [header, claim] of Object.entries(read)) {
    const name = folded(header);
    if (!isToken(header) || isReserved(header)) {
      throw invalidOption(
        "forwardClaims",
        `cannot name the header ${header}; choose one of your own, such as x-user`,
      );
    }
    if (names.has(name)) {
      throw invalidOption(
        "forwardClaims",
        `names ${header} and another header that servers take for the same`,
      );
    }
    names.add(name);
    if (typeof claim !== "string") {
      throw wrongOption(`forwardClaims["${header}"]`, "must be the name of a claim", claim);
    }
  }
  return read as ForwardedClaims;
}

import { invalidOptions } from "../error.js";
import { isPlainObject, kindOf } from "../kind.js";
import { flag, readOnce, wrongOption } from "../read-options.js";
import type { TokenFrom } from "./bearer.js";
import type { ForwardedClaims } from "./identity.js";
import { folded, isToken } from "./text.js";

export function checkFunction(value: unknown, name: string): void {
  if (typeof value !== "function") throw wrongOption(`the option ${name} must be a function`, value);
}

export function checkBooleans(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) flag(name, value);
}

/** As everywhere in this package, a list that is given must not be empty: it would demand nothing, or allow nothing. */
export function list(given: unknown, name: string, isGood: (text: string) => boolean): readonly string[] {
  if (given === undefined) return [];
  const items: unknown[] = Array.isArray(given) ? [...given] : [];
  if (items.length === 0) throw wrongOption(`the option ${name} must be a list, and not empty`, given);
  for (const item of items) {
    if (typeof item !== "string" || !isGood(item)) {
      throw invalidOptions(
        `the option ${name} cannot hold ${typeof item === "string" ? JSON.stringify(item) : kindOf(item)}`,
      );
    }
  }
  return items as string[];
}

export function tokenFromOption(from: unknown): TokenFrom {
  if (from === "bearer") return from;
  const wanted = 'the option tokenFrom must be "bearer" or { cookie: name }';
  if (!isPlainObject(from)) throw wrongOption(wanted, from);
  const { cookie, ...unknown } = readOnce(from, "options.tokenFrom");
  if (!isToken(cookie)) throw wrongOption(`${wanted}: the name`, cookie);
  if (Object.keys(unknown).length > 0) throw invalidOptions(wanted);
  return { cookie };
}

// Anyone who fills these from a claim changes how the request is read, not who sent it.
const RESERVED =
  /^(?:host|authorization|cookie|connection|content-.*|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-.*|expect)$/;

export function forwardedClaims(claims: unknown): ForwardedClaims {
  const read = readOnce(claims, "options.forwardClaims");
  const names = new Set<string>();
  for (const [header, claim] of Object.entries(read)) {
    const name = folded(header);
    if (!isToken(header) || RESERVED.test(name)) {
      throw invalidOptions(`claims cannot be put into the header ${header}`);
    }
    if (names.has(name)) throw invalidOptions(`servers take the header ${header} and another for one`);
    names.add(name);
    if (typeof claim !== "string") {
      throw wrongOption(`forwardClaims["${header}"] must be the name of a claim`, claim);
    }
  }
  return read as ForwardedClaims;
}

import { invalidOptions, isJwtError, type JwtError } from "./error.js";
import { isPlainObject, kindOf, tagOf } from "./kind.js";

/**
 * The options, each read once. Unlike `cloneOptions` it lets functions and objects of the runtime through: what a member
 * may be is for the code that reads it to check.
 * @throws {JwtError} `options_invalid` for what is not a plain object, and for an `undefined` value.
 */
export function readOnce(options: unknown, place: string): Record<string, unknown> {
  const read: Record<string, unknown> = orUnreadable(place, () => {
    if (isPlainObject(options)) return withoutPrototype(options);
    throw invalidOptions(`${place} must be a plain object, not ${kindOf(options)}`);
  });
  for (const [name, value] of Object.entries(read)) {
    if (value === undefined) {
      throw invalidOptions(`${place}.${name} is undefined; leave it out if it is not wanted`);
    }
  }
  return read;
}

/** For an option that is not what is wanted. */
export function wrongOption(wanted: string, given: unknown): JwtError {
  const isNumber = typeof given === "number";
  return invalidOptions(`${wanted}, it is ${isEmpty(given) ? "empty" : isNumber ? given : kindOf(given)}`);
}

/**
 * As {@link wrongOption}, where a string or a URL may be wrong by what it says. Not for a secret or a token: the text is shown.
 */
export function wrongValue(wanted: string, given: unknown): JwtError {
  if (given === "" || (typeof given !== "string" && tagOf(given) !== "URL"))
    return wrongOption(wanted, given);
  const text = shown(String(given));
  return invalidOptions(text === undefined ? wanted : `${wanted}, it is ${text}`);
}

/** In quotation marks; `undefined` for what is long or can hold a credential, as a URL's user and query and a token do. */
export function shown(text: string): string | undefined {
  return text.length > 100 || /[^ -~]|[@?#]|eyJ/.test(text) ? undefined : JSON.stringify(text);
}

/** An option that is on or off. What was left out is `undefined`, and nothing else is. */
export function flag(name: string, value: unknown, usual = false): boolean {
  if (value === undefined) return usual;
  if (typeof value === "boolean") return value;
  throw wrongOption(`the option ${name} must be true or false`, value);
}

/** A revoked proxy throws if it is asked whether it is a list. */
function isEmpty(given: unknown): boolean {
  try {
    return given === "" || (Array.isArray(given) && given.length === 0);
  } catch {
    return false;
  }
}

/**
 * What reading gives: a getter or a proxy of the caller's may throw anything.
 * @throws {JwtError} `options_invalid`, or what the reading itself refuses.
 */
export function orUnreadable<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw isJwtError(thrown) ? thrown : invalidOptions(`${place} cannot be read`, thrown);
  }
}

/**
 * As {@link readOnce}, where all names are known.
 * @throws {JwtError} `options_invalid` also for an unknown name.
 */
export function namedOptions<N extends string>(
  options: unknown,
  place: string,
  names: readonly N[],
): { readonly [name in N]?: unknown } {
  const read = readOnce(options, place);
  for (const name of Object.keys(read)) {
    if (!(names as readonly string[]).includes(name))
      throw invalidOptions(`${place}.${name} is not an option`);
  }
  return read as { readonly [name in N]?: unknown };
}

/** A copy without a prototype: what somebody put on `Object.prototype` would count as an option that was left out. */
export function withoutPrototype(options: object): Record<string, unknown> {
  return Object.assign(Object.create(null), options);
}

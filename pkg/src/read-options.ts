import { because, invalidOptions, isJwtError, JwtError } from "./error.js";
import { isPlainObject, kindOf, tagOf } from "./kind.js";

/**
 * The members of the options, each read once. Unlike `cloneOptions` it keeps functions and objects of the runtime: the
 * code that uses a member checks it.
 * @throws {JwtError} `options_invalid` if it is not a plain object, or a member is `undefined`
 */
export function readOnce(options: unknown, place: string): Record<string, unknown> {
  const read: Record<string, unknown> = orUnreadable(place, () => {
    if (isPlainObject(options)) return withoutPrototype(options);
    throw invalidOptions(`${place} must be a plain object, but it is ${kindOf(options)}${habit(options)}`);
  });
  for (const [name, value] of Object.entries(read)) {
    if (value === undefined) {
      throw invalidOption(`${place}.${name}`, "is undefined; leave it out if it is not wanted");
    }
  }
  return read;
}

/** Advice for callers who know other libraries, which take an algorithm or a callback in place of the options. */
function habit(given: unknown): string {
  if (typeof given === "function") return ": there are no callbacks";
  return typeof given === "string" ? ": the key is bound to its algorithm" : "";
}

/** The error of one option, which `part` names. A path with more than names and dots in it stands for itself. */
export function invalidOption(name: string, what: string, cause?: unknown): JwtError {
  const part = name.replace(/^options\./, "");
  const isName = /^[\w.]+$/.test(part);
  const message = `${isName ? "the option " : ""}${part} ${what}`;
  return new JwtError(message, { code: "options_invalid", part }, because(cause));
}

/** For an option that is not what is wanted. */
export function wrongOption(name: string, wanted: string, given: unknown): JwtError {
  return invalidOption(name, wanted + butIs(given));
}

/** As {@link wrongOption}, for what is not an option. */
export function wrongArgument(wanted: string, given: unknown): JwtError {
  return invalidOptions(wanted + butIs(given));
}

/**
 * The error for an option whose string or URL has a wrong value. The message shows the value, so this is not for
 * secrets and tokens.
 */
export function wrongValue(name: string, wanted: string, given: unknown): JwtError {
  return invalidOption(name, wanted + butSays(given));
}

/** As {@link wrongValue}, for what a function of the caller's returned. */
export function wrongResult(name: string, wanted: string, given: unknown): JwtError {
  const message = `the result of ${name} ${wanted}${butSays(given)}`;
  return new JwtError(message, { code: "options_invalid", part: name });
}

function butIs(given: unknown): string {
  return `, but it is ${isEmpty(given) ? "empty" : typeof given === "number" ? given : kindOf(given)}`;
}

function butSays(given: unknown): string {
  try {
    if (given === "" || (typeof given !== "string" && tagOf(given) !== "URL")) return butIs(given);
    const text = shown(String(given));
    return text === undefined ? "" : `, but it is ${text}`;
  } catch {
    // Reading the tag or the text can run the caller's code.
    return butIs(given);
  }
}

/** The text in quotation marks, or `undefined` if it is long or may hold a credential: a URL's user or query, or a token. */
export function shown(text: string): string | undefined {
  return text.length > 100 || /[^ -~]|[@?#]|eyJ/.test(text) ? undefined : JSON.stringify(text);
}

/** An option that is `true` or `false`. `undefined` means that it was left out. */
export function flag(name: string, value: unknown, usual = false): boolean {
  if (value === undefined) return usual;
  if (typeof value === "boolean") return value;
  throw wrongOption(name, "must be true or false", value);
}

/** Asking a revoked proxy whether it is an array throws. */
function isEmpty(given: unknown): boolean {
  try {
    return given === "" || (Array.isArray(given) && given.length === 0);
  } catch {
    return false;
  }
}

/**
 * The result of `read`, which runs the caller's code: a getter or a proxy may throw anything.
 * @throws {JwtError} `options_invalid`, or the error that `read` throws itself
 */
export function orUnreadable<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw isJwtError(thrown) ? thrown : invalidOptions(`${place} cannot be read`, thrown);
  }
}

/**
 * As {@link readOnce}, but a member with another name is an error.
 * @throws {JwtError} `options_invalid` as {@link readOnce}, and for an unknown name
 */
export function namedOptions<N extends string>(
  options: unknown,
  place: string,
  names: readonly N[],
): { readonly [name in N]?: unknown } {
  const read = readOnce(options, place);
  for (const name of Object.keys(read)) {
    if (!(names as readonly string[]).includes(name)) throw unknownOption(`${place}.${name}`, names);
  }
  return read as { readonly [name in N]?: unknown };
}

/** A copy without a prototype, so that a member that another script added to `Object.prototype` is not taken for an option. */
export function withoutPrototype(options: object): Record<string, unknown> {
  return Object.assign(Object.create(null), options);
}

/** The error of a name that is not among these. Its words are the core's. */
export function unknownOption(name: string, known: readonly string[]): JwtError {
  const part = name.replace(/^options\./, "");
  return notAnOption(part, meant(part, known));
}

/** The error of a name that is not an option. `advice` begins with what separates it from the rest. */
export function notAnOption(part: string, advice: string): JwtError {
  const facts = { code: "options_invalid", reason: "unknown_option", part } as const;
  return new JwtError(`${part} is not an option${advice}`, facts);
}

/** What was probably meant by a name that is not known: one that begins with it, or differs by two letters at most. */
export function meant(name: string, known: readonly string[]): string {
  const last = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const most = last.length > 5 ? 2 : 1;
  const found = last.length > 2 && known.find((one) => isNear(last, one.toLowerCase(), most));
  return found ? `; did you mean ${found}?` : "";
}

function isNear(given: string, known: string, most: number): boolean {
  if (known.startsWith(given)) return true;
  if (most === 0) return given === known;
  let same = 0;
  while (given[same] === known[same]) same += 1;
  const [rest, wanted] = [given.slice(same), known.slice(same)];
  return (
    isNear(rest.slice(1), wanted, most - 1) ||
    isNear(rest, wanted.slice(1), most - 1) ||
    isNear(rest.slice(1), wanted.slice(1), most - 1)
  );
}

import { adviceFor, OPTIONS, type Wanted } from "./advice.js";
import { because, JwtError, type JwtErrorFacts } from "./error.js";
import { hasLoneSurrogate, isPlainObject, kindOf } from "./kind.js";
import { MAX_DEPTH } from "./names.js";
import { readOnce, withoutPrototype } from "./read-options.js";

/**
 * Copies a JSON value, so that no getter, proxy or `toJSON` of the caller runs while the core works. Nothing is dropped
 * or changed silently, as `JSON.stringify` would: `undefined`, `NaN`, functions, dates and lone surrogates are errors,
 * which say where the value is, what it is and what to give instead.
 */
export function cloneJson<T>(value: T, whole: string, refuse: Refuse, wanted?: Wanted, entries?: Entries): T {
  let refused: Parameters<Refuse> | undefined;
  // The first names lead to the value that is being copied. After them is what earlier values left.
  const names: (string | number)[] = [];
  const fail = (depth: number, why: string | undefined, found?: unknown) => {
    const path = names.slice(0, depth);
    const kind = why === undefined ? kindOf(found) : undefined;
    const what = why ?? `is ${kind}; ${adviceAt(path, found, wanted)}`;
    const member = typeof path[0] === "string" ? path[0] : undefined;
    refused = [`${pathOf(path, whole)} ${what}`, undefined, member, kind];
    return refused;
  };
  const failure = (thrown: unknown, path: Path): Parameters<Refuse> =>
    refused && thrown === refused ? refused : [`${pathOf(path, whole)} cannot be read`, thrown];
  const copy = (value: unknown, depth: number): unknown => {
    if (value === null || typeof value === "boolean" || Number.isFinite(value)) return value;
    if (typeof value === "string") {
      if (hasLoneSurrogate(value)) throw fail(depth, "has a lone surrogate");
      return value;
    }
    if (typeof value === "object") {
      if (depth >= MAX_DEPTH) throw fail(depth, `is nested deeper than ${MAX_DEPTH} levels`);
      const copyOf = (member: unknown, name: string | number) => {
        names[depth] = name;
        return copy(member, depth + 1);
      };
      if (Array.isArray(value)) {
        if (entries && depth === 1 && names[0] === "keys") {
          return entries(value, copyOf, (thrown, index) => failure(thrown, ["keys", index])[0]);
        }
        // Item by item, so that the first hole of a sparse array fails before memory is taken for the rest.
        return Array.from(value, copyOf);
      }
      if (isPlainObject(value)) {
        const members = Object.entries(value).map(([name, member]) => {
          if (hasLoneSurrogate(name)) throw fail(depth, "has a name with a lone surrogate");
          return [name, copyOf(member, name)] as const;
        });
        return Object.fromEntries(members);
      }
    }
    throw fail(depth, undefined, value);
  };
  try {
    return copy(value, 0) as T;
  } catch (cause) {
    // The error is made here, because its stack would otherwise show nothing but the recursion.
    throw refuse(...failure(cause, []));
  }
}

let checkNames: ((options: object) => void) | undefined;

/** Registers a check that knows more to say of a wrong name than the core does. `slim` has none, to stay small. */
export function provideNameCheck(check: (options: object) => void): void {
  checkNames = check;
}

/** A copy of an options object. The code that reads a member checks it. */
export function cloneOptions<T extends object>(options: T): T {
  return cloneRead(readOnce(options, "options")) as T;
}

/** As {@link cloneOptions}, for options that {@link readOnce} has read. */
export function cloneRead<T extends object>(read: T): T {
  checkNames?.(read);
  return withoutPrototype(cloneJson(read, "options", refuseOption, OPTIONS)) as T;
}

function refuseOption(message: string, cause?: unknown, part?: string): JwtError {
  const facts = { code: "options_invalid", reason: "not_json", part } as JwtErrorFacts;
  return new JwtError(message, facts, because(cause));
}

/**
 * Makes the error. `member` is the outermost member that holds the refused value, if it is not the whole value; `kind`
 * says what was found.
 */
type Refuse = (message: string, cause?: unknown, member?: string, kind?: string) => JwtError;

/** Reads the list `keys` of a key set item by item. `whyOf` words the reason for an item that is refused. */
export type Entries = (
  items: readonly unknown[],
  read: ReadItem,
  whyOf: (thrown: unknown, index: number) => string,
) => unknown[];

type ReadItem = (item: unknown, index: number) => unknown;

/** The names that lead to a value. The whole value has none. */
type Path = readonly (string | number)[];

/** What to give instead of a value that is not JSON. */
function adviceAt(path: Path, value: unknown, wanted: Wanted | undefined): string {
  const [member, item] = path;
  if (member === undefined && value === undefined) return "give a plain object";
  // What an outermost member must be, or an item of a list that is one.
  const isDirect = path.length < 2 || (path.length === 2 && typeof item === "number");
  return adviceFor(value, isDirect ? wanted?.[member as string] : undefined);
}

/** As a program would write it: `claims["https://site.example"].roles[0]`, or `keys[0].n of the key set`. */
function pathOf(names: Path, whole: string): string {
  let path = names
    .map((name) => {
      const isWord = typeof name === "string" && /^[A-Za-z_$][\w$]{0,99}$/.test(name);
      return isWord ? `.${name}` : `[${JSON.stringify(name)}]`;
    })
    .join("");
  if (path.length > 300) path = `${path.slice(0, 150)}…${path.slice(-149)}`;
  if (path === "" || !whole.includes(" ")) return whole + path;
  return `${path.replace(/^\./, "")} of ${whole}`;
}

import { adviceFor, OPTIONS, type Wanted, wantedOf } from "./advice.js";
import { because, JwtError } from "./error.js";
import { isPlainObject, kindOf } from "./kind.js";
import { MAX_DEPTH } from "./names.js";
import { readOnce, withoutPrototype } from "./read-options.js";

/**
 * Copies a JSON value, so that no getter, proxy or `toJSON` of the caller runs while the core works. Nothing is dropped
 * or changed silently, as `JSON.stringify` would: `undefined`, `NaN`, functions, dates and lone surrogates are errors,
 * which say where the value is, what it is and what to give instead.
 */
export function cloneJson<T>(
  value: T,
  whole: string,
  refuse: Refuse,
  wanted: Wanted = {},
  entries?: Entries,
): T {
  let refused: Parameters<Refuse> | undefined;
  const fail: Fail = (place, why) => {
    const member = outermost(place);
    if (typeof why === "string") {
      refused = [`${pathOf(place, whole)} ${why}`, undefined, member];
    } else {
      const kind = kindOf(why.value);
      const asked = isDirect(place) ? wantedOf(wanted, member) : undefined;
      const isLeftOut = place === undefined && why.value === undefined;
      const advice = isLeftOut ? "give a plain object" : adviceFor(why.value, asked);
      refused = [`${pathOf(place, whole)} is ${kind}; ${advice}`, undefined, member, kind];
    }
    return refused;
  };
  const list: List | undefined =
    entries &&
    ((items, outer, read) =>
      entries(items, read, (thrown, name) =>
        thrown === refused && refused ? refused[0] : `${pathOf({ outer, name }, whole)} cannot be read`,
      ));
  try {
    return copy(value, undefined, 1, fail, list) as T;
  } catch (cause) {
    // The error is made here, because its stack would otherwise show nothing but the recursion.
    throw cause === refused && refused ? refuse(...refused) : refuse(`${whole} cannot be read`, cause);
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
  const facts = part === undefined ? {} : { part };
  return new JwtError(message, { code: "options_invalid", reason: "not_json", ...facts }, because(cause));
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
type List = (items: readonly unknown[], outer: Place | undefined, read: ReadItem) => unknown[];

/** Takes the reason, or the value that is not JSON, and returns what to throw. */
type Fail = (place: Place | undefined, why: string | { readonly value: unknown }) => unknown;

/** Where a value is, for the error if it is refused. `undefined` is the whole value. */
interface Place {
  readonly outer: Place | undefined;
  readonly name: string | number;
}

function copy(value: unknown, place: Place | undefined, depth: number, fail: Fail, list?: List): unknown {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      if (/\p{Surrogate}/u.test(value)) throw fail(place, "has a lone surrogate");
      return value;
    case "number":
      if (!Number.isFinite(value)) throw fail(place, { value });
      return value;
    case "object":
      return value === null ? null : copyObject(value, place, depth, fail, list);
    default:
      throw fail(place, { value });
  }
}

function copyObject(
  value: object,
  outer: Place | undefined,
  depth: number,
  fail: Fail,
  list?: List,
): unknown {
  if (depth > MAX_DEPTH) throw fail(outer, `is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    const read: ReadItem = (item, name) => copy(item, { outer, name }, depth + 1, fail);
    if (list && outer?.name === "keys") return list(value, outer, read);
    // Item by item, so that the first hole of a sparse array fails before memory is taken for the rest.
    return Array.from(value, read);
  }
  if (!isPlainObject(value)) throw fail(outer, { value });
  const entries = Object.entries(value).map(([name, member]) => {
    if (/\p{Surrogate}/u.test(name)) throw fail(outer, "has a name with a lone surrogate");
    return [name, copy(member, { outer, name }, depth + 1, fail, outer ? undefined : list)] as const;
  });
  return Object.fromEntries(entries);
}

function outermost(place: Place | undefined): string | undefined {
  let at = place;
  while (at?.outer) at = at.outer;
  return typeof at?.name === "string" ? at.name : undefined;
}

/** Whether it is an outermost member, or an item of a list that is one. */
function isDirect(place: Place | undefined): boolean {
  return (typeof place?.name === "number" ? place.outer : place)?.outer === undefined;
}

/** As a program would write it: `claims["https://site.example"].roles[0]`, or `keys[0].n of the key set`. */
function pathOf(place: Place | undefined, whole: string): string {
  let path = "";
  for (let at = place; at; at = at.outer) {
    const isWord = typeof at.name === "string" && /^[A-Za-z_$][\w$]{0,99}$/.test(at.name);
    path = (isWord ? `.${at.name}` : `[${JSON.stringify(at.name)}]`) + path;
  }
  if (path.length > 300) path = `${path.slice(0, 150)}…${path.slice(-149)}`;
  if (path === "" || !whole.includes(" ")) return whole + path;
  return `${path.replace(/^\./, "")} of ${whole}`;
}

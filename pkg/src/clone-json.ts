import { adviceFor, OPTIONS, type Wanted, wantedOf } from "./advice.js";
import { because, JwtError } from "./error.js";
import { isPlainObject, kindOf } from "./kind.js";
import { MAX_DEPTH } from "./names.js";
import { readOnce, withoutPrototype } from "./read-options.js";

/**
 * A copy of a value that is JSON and nothing else, so that no getter, proxy or `toJSON` of the caller runs while the
 * core works, and so that nothing is dropped or changed silently on the way: `undefined`, `NaN`, functions, dates and
 * lone surrogates are errors, which say where it stands, what it is and what is wanted.
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
    // The error is made out here: made deep inside, its stack would hold nothing but the recursion.
    throw cause === refused && refused ? refuse(...refused) : refuse(`${whole} cannot be read`, cause);
  }
}

/** A copy of an options object; what its members may be is for the code that reads them to check. */
export function cloneOptions<T extends object>(options: T): T {
  return cloneRead(readOnce(options, "options")) as T;
}

/** As {@link cloneOptions}, of options that {@link readOnce} has read. */
export function cloneRead<T extends object>(read: T): T {
  return withoutPrototype(cloneJson(read, "options", refuseOption, OPTIONS)) as T;
}

function refuseOption(message: string, cause?: unknown, part?: string): JwtError {
  const facts = part === undefined ? {} : { part };
  return new JwtError(message, { code: "options_invalid", reason: "not_json", ...facts }, because(cause));
}

/** `member` is the name of the outermost member that is refused, if it is not the whole, and `kind` says what it is. */
type Refuse = (message: string, cause?: unknown, member?: string, kind?: string) => JwtError;

/** Reads the list `keys` of a key set in its own way, an item at a time, and is told what to say of one that is refused. */
export type Entries = (
  items: readonly unknown[],
  read: ReadItem,
  whyOf: (thrown: unknown, index: number) => string,
) => unknown[];

type ReadItem = (item: unknown, index: number) => unknown;
type List = (items: readonly unknown[], outer: Place | undefined, read: ReadItem) => unknown[];

/** Says why, or gives a value that is not JSON; gives what is to be thrown. */
type Fail = (place: Place | undefined, why: string | { readonly value: unknown }) => unknown;

/** Where a value stands, for the error if it is refused; `undefined` for the whole. */
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
    // One after the other: the first hole of a sparse list ends it, before there is room made for the others.
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

/** Whether it is the member itself, or in a list that is the member. */
function isDirect(place: Place | undefined): boolean {
  return (typeof place?.name === "number" ? place.outer : place)?.outer === undefined;
}

/** As a program would write it, `claims["https://site.example"].roles[0]`, and `keys[0].n of the key set`. */
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

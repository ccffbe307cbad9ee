import { invalidOptions, type JwtError } from "./error.js";
import { ownMembers } from "./members.js";

const MAX_DEPTH = 32;

/**
 * A copy of a value that is JSON and nothing else, so that no getter, proxy or `toJSON` of the caller runs while the
 * core works, and so that nothing is dropped or changed silently on the way: `undefined`, `NaN`, functions, dates and
 * lone surrogates are errors.
 */
export function plain<T>(value: T, name: string, refuse: Refuse): T {
  let refused: JwtError | undefined;
  const no: Refusal = (path, what, member) => {
    refused = refuse(`${path} ${what}`, undefined, member);
    return refused;
  };
  try {
    return copy(value, name, 1, no) as T;
  } catch (cause) {
    throw cause === refused && refused !== undefined ? refused : refuse(`${name} cannot be read`, cause);
  }
}

/** A copy of an options object; what its members may be is for whoever reads them. */
export function plainOptions<T extends object>(options: T): T {
  const read = plain(options, "options", invalidOptions);
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    throw invalidOptions("the options must be an object");
  }
  return ownMembers(read) as T;
}

/** `member` is the name of the outermost one that is refused, where it is not the whole. */
type Refuse = (message: string, cause?: unknown, member?: string) => JwtError;

type Refusal = (path: string, what: string, member?: string) => JwtError;

function copy(value: unknown, path: string, depth: number, no: Refusal): unknown {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      if (/\p{Surrogate}/u.test(value)) throw no(path, "has a lone surrogate");
      return value;
    case "number":
      if (!Number.isFinite(value)) throw no(path, `must be a finite number, it is ${value}`);
      return value;
    case "object":
      return value === null ? null : copyObject(value, path, depth, no);
    case "undefined":
      throw no(path, "is undefined; leave it out if it is not wanted");
    default:
      throw no(path, `must be a JSON value, it is a ${typeof value}`);
  }
}

function copyObject(value: object, path: string, depth: number, no: Refusal): unknown {
  if (depth > MAX_DEPTH) throw no(path, `is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    return Array.from(value, (item, index) => copy(item, `${path}[${index}]`, depth + 1, no));
  }
  const prototype = Object.getPrototypeOf(value);
  // An object of another realm has another Object.prototype, which has no prototype either.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw no(path, "must be a plain object");
  }
  const entries = Object.entries(value).map(([name, member]) => {
    if (/\p{Surrogate}/u.test(name)) throw no(path, "has a name with a lone surrogate");
    const noneOf: Refusal = depth === 1 ? (place, what) => no(place, what, name) : no;
    return [name, copy(member, `${path}.${name}`, depth + 1, noneOf)] as const;
  });
  return Object.fromEntries(entries);
}

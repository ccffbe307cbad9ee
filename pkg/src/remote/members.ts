import { invalidOptions } from "../error.js";

/**
 * The options, each read once. Unlike `plainOptions` it lets functions and objects of the runtime through: what a member
 * may be is for whoever reads it.
 * @throws {JwtError} `options_invalid` for an unknown name or an `undefined` value.
 */
export function members<N extends string>(
  options: unknown,
  place: string,
  names: readonly N[],
): { readonly [name in N]?: unknown } {
  if (!isPlainObject(options)) throw invalidOptions(`${place} must be a plain object`);
  let read: Record<string, unknown>;
  try {
    read = { ...options };
  } catch (cause) {
    throw invalidOptions(`${place} cannot be read`, cause);
  }
  for (const [name, value] of Object.entries(read)) {
    if (!(names as readonly string[]).includes(name)) throw invalidOptions(`${place}.${name} is no option`);
    if (value === undefined) {
      throw invalidOptions(`${place}.${name} is undefined; leave it out if it is not wanted`);
    }
  }
  return read as { readonly [name in N]?: unknown };
}

/** A `Map` or `Headers` would look empty. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm has another Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

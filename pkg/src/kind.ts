/**
 * What a value is, for messages, such as "a Date". It is known by its tag and its constructor's name, since `instanceof`
 * does not know values of another realm.
 */
export function kindOf(value: unknown): string {
  try {
    return nameOf(value);
  } catch {
    // Both can be the caller's own code.
    return "an object that cannot be read";
  }
}

function nameOf(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : String(value);
  if (typeof value === "bigint") return "a BigInt";
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  if (Array.isArray(value)) return "an array";
  const name = className(value);
  if (name === "Object") return isPlainObject(value) ? "an object" : "an object of a class";
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** As `Response` of `[object Response]`: `instanceof` does not know what comes from another realm. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** A `Map` or `Headers` would look empty. */
export function isPlainObject(value: unknown): value is object {
  if (!isObject(value) || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm has another Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** `Object` where nothing better is known. */
export function className(value: object): string {
  const { name } = Object(Object(Object.getPrototypeOf(value)).constructor) as { name?: unknown };
  // A Buffer's tag is a Uint8Array's, and most classes have none.
  if (typeof name === "string" && name !== "Object" && /^[A-Za-z_$][\w$]{0,39}$/.test(name)) return name;
  const tag = tagOf(value);
  return /^[\w. ]{1,40}$/.test(tag) ? tag : "Object";
}

/** Whether it has the member itself: what another script put on `Object.prototype` decides nothing. */
export function hasOwn<T extends object, N extends string>(
  value: T,
  name: N,
): value is Extract<T, { readonly [name in N]: unknown }> {
  return Object.hasOwn(value, name);
}

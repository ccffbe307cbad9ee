/**
 * What a value is, for messages, such as "a Date". The tag and the constructor's name say it, because `instanceof`
 * fails for values of another realm.
 */
export function kindOf(value: unknown): string {
  try {
    return nameOf(value);
  } catch {
    // Reading the tag or the constructor can run the caller's code.
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
  return `${/^(?:[AEIO]|X\d)/.test(name) ? "an" : "a"} ${name}`;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The tag of a value, such as `Response` in `[object Response]`. `instanceof` fails for values of another realm. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Whether it is an object without a class. An object of a class, such as a `Map` or `Headers`, would look empty. */
export function isPlainObject(value: unknown): value is object {
  if (!isObject(value) || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The `Object.prototype` of another realm has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The name of the value's class, or `Object` if it has none. */
export function className(value: object): string {
  const { name } = Object(Object(Object.getPrototypeOf(value)).constructor) as { name?: unknown };
  // The constructor's name first: most classes have no tag, and a Buffer has the tag of a Uint8Array.
  if (typeof name === "string" && name !== "Object" && /^[A-Za-z_$][\w$]{0,39}$/.test(name)) return name;
  const tag = tagOf(value);
  return /^[\w. ]{1,40}$/.test(tag) ? tag : "Object";
}

/** Whether the text has half of a surrogate pair, which UTF-8 cannot hold. */
export function hasLoneSurrogate(text: string): boolean {
  // The property `Surrogate` in place of the range would take a tenth of a first verification in workerd, because V8 looks it up
  // when it reads the script.
  return /[\ud800-\udfff]/u.test(text);
}

/** Whether the value itself has the member. A member that another script added to `Object.prototype` does not count. */
export function hasOwn<T extends object, N extends string>(
  value: T,
  name: N,
): value is Extract<T, { readonly [name in N]: unknown }> {
  return Object.hasOwn(value, name);
}

export const NOW = 1_700_000_000;
export const SECRET = new Uint8Array(32).fill(7);

/** The facts of the `JwtError` that the call throws or rejects with; anything else is told as it is. */
export async function refusal(api, call) {
  try {
    await call();
  } catch (error) {
    return told(api, error);
  }
  return "no refusal";
}

/** As {@link refusal}, of a call that must throw and not reject. */
export function refusalSync(api, call) {
  try {
    call();
  } catch (error) {
    return told(api, error);
  }
  return "no refusal";
}

function told(api, error) {
  return error instanceof api.JwtError ? { ...error } : `no JwtError but ${error}`;
}

/** What a value is made of: its members' names and types, and the prototype of everything in it. */
export function shape(value) {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  switch (Object.getPrototypeOf(value)) {
    case Uint8Array.prototype:
      return `Uint8Array of ${value.length}`;
    case Array.prototype:
      return value.map(shape);
    case Object.prototype:
      // Not by assignment, for which `__proto__` is another thing.
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]));
    default:
      return `an object of ${value.constructor?.name}`;
  }
}

export const NOW = 1_700_000_000;
export const SECRET = new Uint8Array(32).fill(7);

/** The facts of the call's `JwtError`, thrown or by its promise. Anything else is returned as it is. */
export async function refusal(api, call) {
  try {
    await call();
  } catch (error) {
    return told(api, error);
  }
  return "no refusal";
}

/** As {@link refusal}, for a call that must throw instead of rejecting. */
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

/** The structure of a value: its members' names and types, and the prototypes of all objects in it. */
export function shape(value) {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  switch (Object.getPrototypeOf(value)) {
    case Uint8Array.prototype:
      return `Uint8Array of ${value.length}`;
    case Array.prototype:
      return value.map(shape);
    case Object.prototype:
      // An assignment to `__proto__` would set the prototype.
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]));
    default:
      return `an object of ${value.constructor?.name}`;
  }
}

import { invalidOptions, type JwtError } from "../error.js";
import { isObject } from "../kind.js";

const inabilities = new WeakSet<object>();

/** Whether it says that the runtime cannot compute a signature: neither key nor token is at fault. */
export function isInability(thrown: unknown): boolean {
  return isObject(thrown) && inabilities.has(thrown);
}

export function unable(message: string, cause?: unknown): JwtError {
  const error = invalidOptions(message, cause);
  inabilities.add(error);
  return error;
}

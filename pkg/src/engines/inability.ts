import { invalidOptions, type JwtError } from "../error.js";
import { isObject } from "../kind.js";

const inabilities = new WeakSet<object>();

/** Whether the error says that the runtime cannot compute a signature. Neither the key nor the token is at fault then. */
export function isInability(thrown: unknown): boolean {
  return isObject(thrown) && inabilities.has(thrown);
}

/** The error of a runtime that cannot compute a signature. */
export function unable(message: string, cause?: unknown): JwtError {
  const error = invalidOptions(message, cause);
  inabilities.add(error);
  return error;
}

import { isJwtError } from "../error.js";
import { isObject } from "../kind.js";

type Callback<T> = (error: Error | null, value?: T) => void;

/** Whether the call failed because the runtime computes signatures only as a promise. */
export function needsPromise(thrown: unknown): boolean {
  return isJwtError(thrown) && thrown.code === "sync_unavailable" && thrown.reason === "engine";
}

/**
 * Calls back when the promise is settled, in a microtask of its own, so that the promise does not catch what the
 * callback throws.
 */
export function settle<T>(promise: Promise<T>, callback: Callback<T>): void {
  promise.then(
    (value) => queueMicrotask(() => callback(null, value)),
    (thrown) => queueMicrotask(() => callback(thrown)),
  );
}

/** A promise for the result of a function with a callback. */
export function promised<T>(call: (callback: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)));
  });
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && typeof (value as { then?: unknown }).then === "function";
}

import { isJwtError } from "../error.js";
import { isObject } from "../kind.js";

type Callback<T> = (error: Error | null, value?: T) => void;

/** Whether only a promise can bring what was asked for. */
export function needsPromise(thrown: unknown): boolean {
  return isJwtError(thrown) && thrown.code === "sync_unavailable" && thrown.reason === "engine";
}

/** Calls back once the promise is settled, and not from within it: what the callback throws is not the promise's to catch. */
export function settle<T>(promise: Promise<T>, callback: Callback<T>): void {
  promise.then(
    (value) => queueMicrotask(() => callback(null, value)),
    (thrown) => queueMicrotask(() => callback(thrown)),
  );
}

/** What a promise would give, for a function that calls back. */
export function promised<T>(call: (callback: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)));
  });
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && typeof (value as { then?: unknown }).then === "function";
}

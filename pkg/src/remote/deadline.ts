import { RemoteError } from "./remote-error.js";

/**
 * The result of the work, or a {@link RemoteError} as soon as a limit is reached. The limit holds even if the work
 * ignores its signal, as a caller's own `fetch` or cache may. No timer or listener stays behind.
 * @param seconds how many seconds the work may take
 */
export function within<T>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
  seconds?: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", onAbort);
    };
    const stop = (error: RemoteError): void => {
      end();
      reject(error);
      controller.abort(error.cause);
    };
    const onAbort = (): void => stop(aborted(signals));
    if (isAborted(signals)) return onAbort();
    for (const signal of signals) signal.addEventListener("abort", onAbort);
    if (seconds !== undefined) timer = setTimeout(() => stop(late(seconds)), seconds * 1000);
    work(controller.signal).then(resolve, reject).finally(end);
  });
}

export function isAborted(signals: readonly AbortSignal[]): boolean {
  return signals.some(({ aborted }) => aborted);
}

function aborted(signals: readonly AbortSignal[]): RemoteError {
  const cause: unknown = signals.find((signal) => signal.aborted)?.reason;
  return new RemoteError("aborted", "the caller's signal was aborted", { cause });
}

function late(seconds: number): RemoteError {
  const message = `the whole answer did not come within ${seconds} s`;
  return new RemoteError("timeout", message, { cause: new DOMException(message, "TimeoutError") });
}

import { isJwtError, type JwksReason, JwtError } from "../error.js";
import { isObject } from "../kind.js";
import { copyOf, hiding, type SentRequest } from "./foreign.js";
import type { Provider } from "./provider.js";

/** A failed request. It becomes a `JwtError` only if no older set can be used. */
export class RemoteError extends Error {
  readonly #isOurs = true;
  readonly reason: JwksReason;
  /** The status of the answer, if it is not 200. */
  readonly status: number | undefined;
  /** Which of several URLs failed, without its query. */
  place: string | undefined;

  constructor(reason: JwksReason, message: string, options?: ErrorOptions & { readonly status?: number }) {
    super(message, options);
    this.reason = reason;
    this.status = options?.status;
  }

  /** Whether it is one, without running code of the thrown value. */
  static is(thrown: unknown): thrown is RemoteError {
    return isObject(thrown) && #isOurs in thrown && thrown.#isOurs;
  }
}

/** Turns anything that was thrown during a request into a {@link RemoteError}. */
export function toRemoteError(thrown: unknown, request: SentRequest): RemoteError {
  if (RemoteError.is(thrown)) return thrown;
  const cause = copyOf(thrown, hiding(request));
  return new RemoteError("network", `the request failed: ${messageOf(cause)}`, { cause });
}

/**
 * A copy of an error to keep for later calls. Causes of other code are dropped, because they may hold a response or a
 * stream, which a Worker must use only in the request that made it.
 */
export function remembered({ reason, message, cause, place }: RemoteError): RemoteError {
  const error = new RemoteError(reason, message, isJwtError(cause) ? { cause } : undefined);
  error.place = place;
  return error;
}

/** The error for the caller. Each caller gets a new one, because callers may change their errors. */
export function unavailable<S>({ url, subject }: Provider<S>, error: RemoteError): JwtError {
  const { reason, message } = error;
  return new JwtError(
    `${subject?.name ?? "the key set"} at ${error.place ?? withoutQuery(url)} is unavailable: ${message}`,
    // An aborted call keeps the reason `aborted`, because the caller has aborted it.
    { code: "jwks_unavailable", reason: reason === "aborted" ? reason : (subject?.reason ?? reason) },
    { cause: error.cause ?? error },
  );
}

/** The URL without its query, which may hold a credential. */
export function withoutQuery({ origin, pathname }: URL): string {
  return origin + pathname;
}

/** The message, followed by the message or the code of the cause: Node says only "fetch failed", and the cause says why. */
export function messageOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  const { message: inner, code } = cause as Error & { readonly code?: unknown };
  const reason = inner === "" && code !== undefined ? String(code) : inner;
  return reason === "" ? message : `${message}: ${reason}`;
}

import { isJwtError, type JwksReason, JwtError } from "../error.js";
import { isObject } from "../kind.js";
import { copyOf, hiding, type SentRequest } from "./foreign.js";
import type { Provider } from "./provider.js";

/** What went wrong, before it is known whether an older set can stand in. */
export class RemoteError extends Error {
  readonly #isOurs = true;
  readonly reason: JwksReason;
  /** The answer's, where it is not 200. */
  readonly status: number | undefined;
  /** Which of several addresses failed, without its query. */
  place: string | undefined;

  constructor(reason: JwksReason, message: string, options?: ErrorOptions & { readonly status?: number }) {
    super(message, options);
    this.reason = reason;
    this.status = options?.status;
  }

  /** As `isJwtError`. */
  static is(thrown: unknown): thrown is RemoteError {
    return isObject(thrown) && #isOurs in thrown && thrown.#isOurs;
  }
}

/** Anything thrown while asking the provider, as a {@link RemoteError}. */
export function toRemoteError(thrown: unknown, request: SentRequest): RemoteError {
  if (RemoteError.is(thrown)) return thrown;
  const cause = copyOf(thrown, hiding(request));
  return new RemoteError("network", `the request failed: ${messageOf(cause)}`, { cause });
}

/**
 * What is kept of a problem for calls to come. A foreign error may hold a response or a stream, which belongs to the
 * request it was made in.
 */
export function remembered({ reason, message, cause, place }: RemoteError): RemoteError {
  const error = new RemoteError(reason, message, isJwtError(cause) ? { cause } : undefined);
  error.place = place;
  return error;
}

/** A new error for each caller, so that none sees what another did to it. */
export function unavailable<S>({ url, subject }: Provider<S>, error: RemoteError): JwtError {
  const { reason, message } = error;
  return new JwtError(
    `${subject?.name ?? "the key set"} at ${error.place ?? withoutQuery(url)} is unavailable: ${message}`,
    // Who gave up the call knows why.
    { code: "jwks_unavailable", reason: reason === "aborted" ? reason : (subject?.reason ?? reason) },
    { cause: error.cause ?? error },
  );
}

/** The query may hold a credential of the caller's. */
export function withoutQuery({ origin, pathname }: URL): string {
  return origin + pathname;
}

/** Node's own message is "fetch failed"; the cause says what failed, or its code alone does. */
export function messageOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  const { message: inner, code } = cause as Error & { readonly code?: unknown };
  const reason = inner === "" && code !== undefined ? String(code) : inner;
  return reason === "" ? message : `${message}: ${reason}`;
}

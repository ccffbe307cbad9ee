import { isJwtError, type JwksReason, JwtError } from "../error.js";
import { isObject } from "../kind.js";
import { copyOf, hiding, type SentRequest } from "./foreign.js";

/** What went wrong, before it is known whether an older set can stand in. */
export class RemoteError extends Error {
  readonly #isOurs = true;
  readonly reason: JwksReason;

  constructor(reason: JwksReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
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
export function remembered({ reason, message, cause }: RemoteError): RemoteError {
  return new RemoteError(reason, message, isJwtError(cause) ? { cause } : undefined);
}

/** A new error for each caller, so that none sees what another did to it. */
export function unavailable(url: URL, error: RemoteError): JwtError {
  // The query may hold a credential of the caller's.
  const place = url.origin + url.pathname;
  const { reason, message } = error;
  return new JwtError(
    `the key set of ${place} cannot be had: ${message}`,
    { code: "jwks_unavailable", reason },
    { cause: error.cause ?? error },
  );
}

/** Node's own message is "fetch failed"; the cause says what failed, or its code alone does. */
export function messageOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  const { message: inner, code } = cause as Error & { readonly code?: unknown };
  const reason = inner === "" && code !== undefined ? String(code) : inner;
  return reason === "" ? message : `${message}: ${reason}`;
}

import { isJwtError, type JwksReason, JwtError } from "../error.js";
import { type Asked, copyOf, hiding } from "./foreign.js";

/** What went wrong, before it is known whether an older set can stand in. */
export class Problem extends Error {
  readonly #isOurs = true;
  readonly reason: JwksReason;

  constructor(reason: JwksReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }

  /** As `isJwtError`. */
  static is(thrown: unknown): thrown is Problem {
    return typeof thrown === "object" && thrown !== null && #isOurs in thrown && thrown.#isOurs;
  }
}

/** Anything thrown while asking the provider, as a {@link Problem}. */
export function toProblem(thrown: unknown, asked: Asked): Problem {
  if (Problem.is(thrown)) return thrown;
  const cause = copyOf(thrown, hiding(asked));
  return new Problem("network", `the request failed: ${messageOf(cause)}`, { cause });
}

/**
 * What is kept of a problem for calls to come. A foreign error may hold a response or a stream, which belongs to the
 * request it was made in.
 */
export function remembered({ reason, message, cause }: Problem): Problem {
  return new Problem(reason, message, isJwtError(cause) ? { cause } : undefined);
}

/** A new error for each caller, so that none sees what another did to it. */
export function unavailable(url: URL, problem: Problem): JwtError {
  // The query may hold a credential of the caller's.
  const place = url.origin + url.pathname;
  const { reason, message } = problem;
  return new JwtError(
    `the key set of ${place} cannot be had: ${message}`,
    { code: "jwks_unavailable", reason },
    { cause: problem.cause ?? problem },
  );
}

/** Node's own message is "fetch failed"; the cause says what failed, or its code alone does. */
export function messageOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  const { message: inner, code } = cause as Error & { readonly code?: unknown };
  const reason = inner === "" && code !== undefined ? String(code) : inner;
  return reason === "" ? message : `${message}: ${reason}`;
}

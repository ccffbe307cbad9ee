import { isJwtError } from "../error.js";
import type { JwtErrorCode } from "../names.js";

/**
 * Says why a token is refused. `inner` is the error below it, where there is one: a `JwtError`, whose `code` and `reason`
 * are more exact than the message.
 * @example
 * ```ts
 * try {
 *   verify(token, secret);
 * } catch (error) {
 *   if (!(error instanceof JsonWebTokenError)) throw error;
 *   console.log(error.message); // such as "invalid signature"
 * }
 * ```
 */
export class JsonWebTokenError extends Error {
  declare inner: Error;

  constructor(message: string, error?: Error) {
    super(message);
    named(this, "JsonWebTokenError");
    // Not listed with the rest: programs answer with the error as JSON, and the client is not to learn more than before.
    if (error) Object.defineProperty(this, "inner", { value: error, writable: true, configurable: true });
  }
}

/**
 * The token has expired, or is older than `maxAge` allows.
 * @example
 * ```ts
 * try {
 *   verify(token, secret);
 * } catch (error) {
 *   if (error instanceof TokenExpiredError) console.log(error.expiredAt.toISOString());
 * }
 * ```
 */
export class TokenExpiredError extends JsonWebTokenError {
  expiredAt: Date;

  constructor(message: string, expiredAt: Date) {
    super(message);
    named(this, "TokenExpiredError");
    this.expiredAt = expiredAt;
  }
}

/**
 * The token is not valid yet: `nbf` is in the future.
 * @example
 * ```ts
 * try {
 *   verify(token, secret);
 * } catch (error) {
 *   if (error instanceof NotBeforeError) console.log(error.date.toISOString());
 * }
 * ```
 */
export class NotBeforeError extends JsonWebTokenError {
  date: Date;

  constructor(message: string, date: Date) {
    super(message);
    named(this, "NotBeforeError");
    this.date = date;
  }
}

/** Both are listed, so that `JSON.stringify(error)` has them, as programs expect that answer with it. */
function named(error: Error, name: string): void {
  const { message } = error;
  Object.defineProperties(error, {
    name: { value: name, enumerable: true, writable: true, configurable: true },
    message: { value: message, enumerable: true, writable: true, configurable: true },
  });
}

/**
 * The error for a token that the core refuses with one of these codes; all else that was thrown stays as it is.
 * @internal
 */
export function refused(message: string, thrown: unknown, codes: readonly JwtErrorCode[]): unknown {
  return isJwtError(thrown) && codes.includes(thrown.code) ? new JsonWebTokenError(message, thrown) : thrown;
}

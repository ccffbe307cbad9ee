import { isJwtError } from "../error.js";
import type { JwtErrorCode } from "../names.js";

/**
 * The error of a token that is refused.
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
  /** The error below it, if there is one: a `JwtError`, whose `code` and `reason` are more exact than the message. */
  declare inner: Error;

  constructor(message: string, error?: Error) {
    super(message);
    named(this, "JsonWebTokenError");
    // Not enumerable: programs send the error to clients as JSON, which must not show more than with jsonwebtoken.
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
  /** When the token expired. */
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
  /** When the token begins to be valid. */
  date: Date;

  constructor(message: string, date: Date) {
    super(message);
    named(this, "NotBeforeError");
    this.date = date;
  }
}

/** Makes `name` and `message` enumerable, so that `JSON.stringify(error)` has them, as with jsonwebtoken. */
function named(error: Error, name: string): void {
  const { message } = error;
  Object.defineProperties(error, {
    name: { value: name, enumerable: true, writable: true, configurable: true },
    message: { value: message, enumerable: true, writable: true, configurable: true },
  });
}

/**
 * Turns an error with one of these codes into a {@link JsonWebTokenError}. Any other error is returned unchanged.
 * @internal
 */
export function refused(message: string, thrown: unknown, codes: readonly JwtErrorCode[]): unknown {
  return isJwtError(thrown) && codes.includes(thrown.code) ? new JsonWebTokenError(message, thrown) : thrown;
}

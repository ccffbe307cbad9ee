import { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.js";
import { after } from "./timespan.js";
import { type Demands, isPattern } from "./verify-options.js";

/**
 * Checks the claims of a token whose signature is good, in the same order and with the same messages as jsonwebtoken.
 * @throws {JsonWebTokenError} or one of its two subclasses
 */
export function checkClaims(payload: unknown, demands: Demands): void {
  const claim = (name: string): unknown => {
    const isOwn = typeof payload === "object" && payload !== null && Object.hasOwn(payload, name);
    return isOwn ? (payload as { readonly [name: string]: unknown })[name] : undefined;
  };
  checkTimes(claim("nbf"), claim("exp"), demands);
  checkAudience(claim("aud"), demands);
  const { issuer, subject, jwtid, nonce } = demands;
  if (issuer && !issuer.some((one) => one === claim("iss"))) throw invalid("issuer", issuer.join(","));
  if (subject !== undefined && claim("sub") !== subject) throw invalid("subject", subject);
  if (jwtid !== undefined && claim("jti") !== jwtid) throw invalid("jwtid", jwtid);
  if (nonce !== undefined && claim("nonce") !== nonce) throw invalid("nonce", nonce);
  checkAge(claim("iat"), demands);
}

function invalid(what: string, expected: string): JsonWebTokenError {
  return new JsonWebTokenError(`jwt ${what} invalid. expected: ${expected}`);
}

function checkTimes(nbf: unknown, exp: unknown, demands: Demands): void {
  const { now, tolerance, ignoresExpiration, ignoresNotBefore } = demands;
  if (nbf !== undefined && !ignoresNotBefore) {
    if (typeof nbf !== "number") throw new JsonWebTokenError("invalid nbf value");
    if (nbf > now + tolerance) throw new NotBeforeError("jwt not active", dateOf(nbf));
  }
  if (exp !== undefined && !ignoresExpiration) {
    if (typeof exp !== "number") throw new JsonWebTokenError("invalid exp value");
    if (now >= exp + tolerance) throw new TokenExpiredError("jwt expired", dateOf(exp));
  }
}

const dateOf = (seconds: number): Date => new Date(seconds * 1000);

/**
 * Checks `aud`. Only strings are tested, because a pattern would match `undefined` as a text, and so accept a token
 * without `aud`.
 */
function checkAudience(aud: unknown, { audience }: Demands): void {
  if (audience === undefined) return;
  const targets = (Array.isArray(aud) ? aud : [aud]).filter((one) => typeof one === "string");
  // `search` always begins at the start, while `test` with the flag `g` continues after its last match.
  const matches = (target: string) =>
    audience.some((one) => (isPattern(one) ? target.search(one) !== -1 : one === target));
  if (!targets.some(matches)) throw invalid("audience", audience.join(" or "));
}

function checkAge(iat: unknown, { maxAge, now, tolerance }: Demands): void {
  if (maxAge === undefined) return;
  if (typeof iat !== "number") throw new JsonWebTokenError("iat required when maxAge is specified");
  const end = after(iat, maxAge);
  if (end === undefined) {
    throw new JsonWebTokenError(
      '"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
    );
  }
  if (now >= end + tolerance) throw new TokenExpiredError("maxAge exceeded", dateOf(end));
}

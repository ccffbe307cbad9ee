import { JwtError } from "../error.js";
import { within } from "../remote/deadline.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { JwtClaims } from "../types.js";
import type { Identity } from "./identity.js";
import { EXACT_INTEGER, isExactInteger } from "./number-text.js";

/** The option `revocation` of the gate: knows which tokens were revoked, although they are valid. */
export interface Revocation<P = JwtClaims, Env = unknown> {
  /**
   * Returns whether a token was revoked. The gate calls it for each token that passes the other checks. If it throws,
   * returns anything other than `true` or `false`, or takes more than 5 seconds, the request gets a 503.
   * @param payload the claims. Integers beyond 2^53 are rounded, so look tokens up by strings; a token whose `sid` was
   *   rounded is refused before
   * @param env the bindings of the request, in which Workers have their stores
   * @throws any error, which the gate answers with 503 (`revocation_unavailable`)
   */
  isRevoked(payload: P, env: Env): boolean | Promise<boolean>;
}

/**
 * Checks that `sid`, by which a store looks the session up, is exact. `jti` is a string in every verified token.
 * @throws {JwtError} `claim_invalid` for a number that could name another session
 */
export function checkSession(identity: Identity): void {
  const { sid } = identity.claims;
  if (typeof sid !== "number" || isExactInteger(identity, "sid", sid)) return;
  const facts = { code: "claim_invalid", claim: "sid", expected: EXACT_INTEGER } as const;
  throw new JwtError(`the claim "sid" must be a string or ${EXACT_INTEGER}`, facts);
}

/** @throws whatever the store throws; a `TypeError` for an answer that is not a boolean */
export async function isRevokedIn<P, Env>(store: Revocation<P, Env>, payload: P, env: Env): Promise<boolean> {
  const given: unknown = store.isRevoked(payload, env);
  const answer = typeof given === "boolean" ? given : await within([], async () => given, STORE_TIMEOUT);
  if (typeof answer !== "boolean")
    throw new TypeError("the answer of isRevoked must be true or false, but it is neither");
  return answer;
}

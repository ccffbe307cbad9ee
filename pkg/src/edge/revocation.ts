import { JwtError } from "../error.js";
import { within } from "../remote/deadline.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { JwtClaims } from "../types.js";
import type { Identity } from "./identity.js";
import { EXACT_INTEGER, isExactInteger } from "./number-text.js";

/** Says which tokens are not to be taken any more though they are good by themselves. */
export interface Revocation<P = JwtClaims, Env = unknown> {
  /**
   * Asked for each token that is good otherwise. A failure, an answer other than `true` and `false`, and none within 5
   * seconds let nobody in: the request is answered with 503.
   * @param payload its integers beyond 2^53 are rounded, so look up by texts; a token whose `sid` is rounded is refused
   *   before
   * @param env the bindings of the request, in which Workers have their stores
   */
  isRevoked(payload: P, env: Env): boolean | Promise<boolean>;
}

/**
 * A store looks up the claim that names the session; `jti` is text in every verified token.
 * @throws {JwtError} `claim_invalid` for a number that would look up another session
 */
export function checkSession(identity: Identity): void {
  const { sid } = identity.claims;
  if (typeof sid !== "number" || isExactInteger(identity, "sid", sid)) return;
  const facts = { code: "claim_invalid", claim: "sid", expected: EXACT_INTEGER } as const;
  throw new JwtError(`the claim "sid" must be a text or ${EXACT_INTEGER}`, facts);
}

/** @throws whatever the store throws; a `TypeError` for an answer that is not a boolean */
export async function isRevokedIn<P, Env>(store: Revocation<P, Env>, payload: P, env: Env): Promise<boolean> {
  const given: unknown = store.isRevoked(payload, env);
  const answer =
    typeof given === "boolean"
      ? given
      : await within({ seconds: STORE_TIMEOUT, signals: [] }, async () => given);
  if (typeof answer !== "boolean") throw new TypeError("isRevoked gave neither true nor false");
  return answer;
}

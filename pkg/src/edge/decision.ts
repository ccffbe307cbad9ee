import type { JwtClaims, Verified } from "../types.js";
import { errorText, type Rejection, type RejectionCode } from "./rejection.js";

/** The gate's decision on a request, for logs and metrics. It holds neither the token nor any claim except `iss`. */
export interface Decision {
  /**
   * `passed`: with a good token. `anonymous`: without a token, by `optional`. `public`: the request needs no token, and
   * the gate did not look for one. `refused`: answered by the gate.
   */
  readonly outcome: "passed" | "anonymous" | "public" | "refused";
  /** The status of the answer, if the request was refused. */
  readonly status?: Rejection["status"];
  /** Why the request was refused. */
  readonly code?: RejectionCode;
  /**
   * The `kid` of the key that verified the token; or the one that the token names, if there is no such key
   * (`key_not_found`).
   */
  readonly kid?: string;
  /** The algorithm that verified the token. */
  readonly alg?: string;
  /** The issuer of the verified token; or the one that the token names, if it is not trusted (`issuer_unknown`). */
  readonly issuer?: string;
  /** When the request came, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly startTime: number;
  /** Milliseconds from the request to the decision. In Workers the clock stands still while a program computes. */
  readonly durationMs: number;
  /** Milliseconds from the request until the token was verified, including the wait for keys or introspection. */
  readonly verifyMs?: number;
}

/** What is recorded of a request until the decision. */
export interface Course {
  readonly since: number;
  /** The verified token, even if the request is refused later, and when it was verified. */
  verified: Verified<unknown> | undefined;
  verifiedAt: number;
}

export const begun = (): Course => ({ since: performance.now(), verified: undefined, verifiedAt: 0 });

/** Calls `onDecision`. If it throws or rejects, the error is logged and the decision stays. */
export async function tell(
  listen: (decision: Decision) => unknown,
  outcome: Decision["outcome"],
  { since, verified, verifiedAt }: Course,
  rejection?: Rejection,
): Promise<void> {
  const durationMs = performance.now() - since;
  try {
    await listen({
      outcome,
      ...(rejection && { status: rejection.status, code: rejection.code }),
      ...named(verified, rejection),
      startTime: Date.now() - durationMs,
      durationMs,
      ...(verified && { verifyMs: verifiedAt - since }),
    });
  } catch (error) {
    console.error(`jwt-wasm gate: onDecision failed: ${errorText(error)}`);
  }
}

const LONGEST_NAME = 200;

/** The key and the issuer of the token. In a refused token these may be any text, so long texts are left out. */
function named(verified: Verified<unknown> | undefined, rejection: Rejection | undefined) {
  if (verified) {
    const { alg, kid, issuer = (verified.payload as JwtClaims).iss } = verified.key;
    return { alg, ...(kid !== undefined && { kid }), ...(issuer !== undefined && { issuer }) };
  }
  const { actual } = Object(rejection?.error) as { readonly actual?: unknown };
  const name = typeof actual === "string" && actual.length <= LONGEST_NAME ? actual : undefined;
  if (name !== undefined && rejection?.code === "key_not_found") return { kid: name };
  return name !== undefined && rejection?.code === "issuer_unknown" ? { issuer: name } : {};
}

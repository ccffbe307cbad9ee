import type { JwtClaims, Verified } from "../types.js";
import { type Rejection, type RejectionCode, told } from "./rejection.js";

/** What the gate decided on a request, for logs and metrics. It never holds the token, and no claim except `iss`. */
export interface Decision {
  /** `anonymous`: let in without a token, by `optional`. `public`: no token is needed, and the gate did not look for one. */
  readonly outcome: "passed" | "anonymous" | "public" | "refused";
  /** Of a request that was refused. */
  readonly status?: Rejection["status"];
  readonly code?: RejectionCode;
  /** Of the key that verified; or the one that the token names, if there is none of that name (`key_not_found`). */
  readonly kid?: string;
  readonly alg?: string;
  /** Of the token that was verified; or the one that the token names, if it is not known (`issuer_unknown`). */
  readonly issuer?: string;
  /** When the request came, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly startTime: number;
  /** Until the decision. In Workers the clock stands still while a program computes. */
  readonly durationMs: number;
  /** The part until a token was verified, including the wait for keys or for introspection. */
  readonly verifyMs?: number;
}

/** What a decision was made of. */
export interface Course {
  readonly since: number;
  /** The verified token, even if it is then refused, and when it was verified. */
  verified: Verified<unknown> | undefined;
  verifiedAt: number;
}

export const begun = (): Course => ({ since: performance.now(), verified: undefined, verifiedAt: 0 });

/** Calls the listener without waiting for it. If it throws or rejects, the error is logged and the decision stays. */
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
    console.error(`jwt-wasm gate: onDecision failed: ${told(error)}`);
  }
}

const LONGEST_NAME = 200;

/** Who signed. In a refused token, a client can put any text there. */
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

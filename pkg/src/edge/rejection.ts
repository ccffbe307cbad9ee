import { codeOf } from "../error.js";
import type { JwtErrorCode } from "../names.js";
import type { TokenFrom } from "./bearer.js";
import { challengeOf } from "./challenge.js";

/** Why a request was not let in: an error's code, or one of the gate's own. */
export type RejectionCode =
  | JwtErrorCode
  | "token_missing"
  | "invalid_request"
  | "insufficient_scope"
  | "revocation_unavailable";

/** A request that is not let in. */
export interface Rejection {
  readonly status: 400 | 401 | 403 | 500 | 503;
  /** With status 500 a client is not told it, but `gate_misconfigured`. */
  readonly code: RejectionCode;
  /** What happened, for the log; it is answered to the client with `debug` only. */
  readonly detail: string;
  /** Scopes that are needed (RFC 6750 §3.1). */
  readonly scope?: string;
  readonly error?: unknown;
}

// The phrases of RFC 9110 §15, as RFC 9457 §4.2.1 asks for where there is no `type`.
const TITLES: { readonly [status in Rejection["status"]]: string } = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

// Codes that say something of the key, the options or the runtime and nothing of the token.
const OURS = new Set<RejectionCode>(["key_invalid", "key_too_weak", "options_invalid", "sync_unavailable"]);

/** The rejection for what `verify` threw: what is not the token's fault must not look like one. */
export function rejectionOf(error: unknown): Rejection {
  // Whatever else was thrown is a defect of the gate's surroundings, and never a reason to let anybody in.
  const code = codeOf(error) ?? "options_invalid";
  const status = code === "jwks_unavailable" ? 503 : OURS.has(code) ? 500 : 401;
  return { status, code, detail: told(error), error };
}

/**
 * An error as text for the log. The runtime's own message for a text that is not JSON quotes a part of it, which may be a
 * secret JWK. A caller's function can throw anything, even a value without a text.
 */
export function told(error: unknown): string {
  try {
    const { name } = Object(error) as { readonly name?: unknown };
    return name === "SyntaxError" ? name : String(error);
  } catch {
    return "what was thrown cannot be read";
  }
}

interface AnswerSettings {
  readonly from: TokenFrom;
  readonly realm: string;
  readonly debug: boolean;
}

/** A challenge (RFC 6750 §3) and a problem (RFC 9457), which no cache may keep. */
export function answer(rejection: Rejection, { from, realm, debug }: AnswerSettings): Response {
  const { status, code, detail } = rejection;
  const headers = new Headers({
    "cache-control": "no-store",
    "content-type": "application/problem+json",
    vary: from === "bearer" ? "Authorization" : "Cookie",
  });
  const challenge = challengeOf(rejection, realm);
  if (challenge !== undefined) headers.set("www-authenticate", challenge);
  if (status === 503) headers.set("retry-after", "5");
  const problem = {
    title: TITLES[status],
    status,
    code: status === 500 && !debug ? "gate_misconfigured" : code,
    ...(debug ? { detail } : {}),
  };
  return new Response(JSON.stringify(problem), { status, headers });
}

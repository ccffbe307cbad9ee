import type { JwtErrorCode } from "../error.js";

/** Why a request was not let in: an error's code, or one of the gate's own. */
export type RefusalCode =
  | JwtErrorCode
  | "token_missing"
  | "invalid_request"
  | "insufficient_scope"
  | "revocations_unavailable";

/** A request that is not let in. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 500 | 503;
  readonly code: RefusalCode;
  /** What happened, for the log; it is answered to the client with `debug` only. */
  readonly detail: string;
  /** Scopes that are needed (RFC 6750 §3.1). */
  readonly scope?: string;
  readonly error?: unknown;
}

const TITLES: { readonly [status in Refusal["status"]]: string } = {
  400: "The request is malformed",
  401: "A valid access token is needed",
  403: "The access token does not allow this",
  500: "The gate is not set up",
  503: "Access tokens cannot be checked at the moment",
};

// Codes that say something of the key, the options or the runtime and nothing of the token.
const OURS = new Set<RefusalCode>(["key_invalid", "key_too_weak", "options_invalid", "sync_unavailable"]);

/** The status of an error that `verify` threw: what is no fault of the token must not look like one. */
export function statusOf(code: JwtErrorCode): 401 | 500 | 503 {
  if (code === "jwks_unavailable") return 503;
  return OURS.has(code) ? 500 : 401;
}

/** A challenge (RFC 6750 §3) and a problem (RFC 9457), which no cache may keep. */
export function answer({ status, code, detail, scope }: Refusal, debug: boolean): Response {
  const headers = new Headers({ "cache-control": "no-store", "content-type": "application/problem+json" });
  const challenge = challengeOf(status, code, scope);
  if (challenge !== undefined) headers.set("www-authenticate", challenge);
  if (status === 503) headers.set("retry-after", "5");
  const isTold = status < 500 || debug;
  const problem = {
    title: TITLES[status],
    status,
    ...(isTold ? { code } : {}),
    ...(debug ? { detail } : {}),
  };
  return new Response(JSON.stringify(problem), { status, headers });
}

function challengeOf(status: number, code: RefusalCode, scope: string | undefined): string | undefined {
  switch (status) {
    case 400:
      return 'Bearer error="invalid_request"';
    case 401:
      // Who sent no token is told of no error.
      return code === "token_missing"
        ? "Bearer"
        : `Bearer error="invalid_token", error_description="${code}"`;
    case 403:
      return `Bearer error="insufficient_scope", scope="${scope ?? ""}"`;
    default:
      return undefined;
  }
}

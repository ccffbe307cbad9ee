import { codeOf } from "../error.js";
import type { JwtErrorCode } from "../names.js";

/** Why a request was not let in: an error's code, or one of the gate's own. */
export type RejectionCode =
  | JwtErrorCode
  | "token_missing"
  | "invalid_request"
  | "insufficient_scope"
  | "insufficient_claims"
  | "token_bound"
  | "token_unbound"
  | "token_inactive"
  | "invalid_dpop_proof"
  | "use_dpop_nonce"
  | "replay_unavailable"
  | "introspection_unavailable"
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
  /** Names of the claims that are missing or have a wrong value. */
  readonly claims?: readonly string[];
  /** The scheme whose challenge has the error. Default: the first scheme. */
  readonly scheme?: "Bearer" | "DPoP";
  /** Further headers of the answer, such as `DPoP-Nonce`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: unknown;
}

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

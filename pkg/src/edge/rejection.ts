import { codeOf } from "../error.js";
import type { JwtErrorCode } from "../names.js";

/** Why a request was refused: an error's code, or one of the gate's own codes. */
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

/** A request that was refused, and the gate's answer to it. */
export interface Rejection {
  /** The status of the answer. */
  readonly status: 400 | 401 | 403 | 500 | 503;
  /** The reason. With status 500, the client gets `gate_misconfigured` instead. */
  readonly code: RejectionCode;
  /** What happened, for the log. The client gets it only with `debug`. */
  readonly detail: string;
  /** The scopes that are needed (RFC 6750 §3.1), with spaces between them. */
  readonly scope?: string;
  /** Names of the claims that are missing or have a wrong value. */
  readonly claims?: readonly string[];
  /** The scheme whose challenge has the error. Default: the first scheme. */
  readonly scheme?: "Bearer" | "DPoP";
  /** More headers of the answer, such as `DPoP-Nonce`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The error that caused the rejection, if there was one. */
  readonly error?: unknown;
}

// Codes that are about the key, the options or the runtime, and not about the token.
const OURS = new Set<RejectionCode>(["key_invalid", "key_too_weak", "options_invalid", "sync_unavailable"]);

/** The rejection for an error. An error that is not about the token must not look like one that is. */
export function rejectionOf(error: unknown): Rejection {
  // Any other error is a fault of the server, and never a reason to let the request pass.
  const code = codeOf(error) ?? "options_invalid";
  const status = code === "jwks_unavailable" ? 503 : OURS.has(code) ? 500 : 401;
  return { status, code, detail: errorText(error), error };
}

/**
 * An error as text for the log. The runtime's message of a SyntaxError quotes the JSON text, which may be a secret JWK,
 * so it is left out. A caller's function can throw anything, even a value that has no text.
 */
export function errorText(error: unknown): string {
  try {
    const { name } = Object(error) as { readonly name?: unknown };
    return name === "SyntaxError" ? name : String(error);
  } catch {
    return "what was thrown cannot be read";
  }
}

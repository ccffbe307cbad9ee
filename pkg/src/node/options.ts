import type { Decision } from "../edge/decision.js";
import type { CoatOptions, OneKey } from "../edge/options.js";
import type { Rejection } from "../edge/rejection.js";
import type { JwtClaims } from "../types.js";
import type { NodeEnv } from "./environment.js";
import type { NodeRequest } from "./types.js";

/** As for `createGate`, without the options that the app's own routes replace, and with Node's requests instead of Fetch's. */
export type JwtGateOptions<P = JwtClaims, Env = NodeEnv> = Omit<
  CoatOptions<P, Env>,
  keyof RequestFunctions<Env>
> &
  RequestFunctions<Env> &
  OneKey;

/** Written as methods, so that a caller's function can declare its parameter as `IncomingMessage` or as the framework's type. */
export interface RequestFunctions<Env> {
  /**
   * SHA-256 of the certificate that the client showed in TLS, as base64url or as hexadecimal: for tokens with
   * `cnf["x5t#S256"]` (RFC 8705 §3.1), which are refused without it. `request.socket.getPeerCertificate()` has it as
   * `fingerprint256`, or a header of the proxy that ends TLS.
   */
  certificateThumbprint?(request: NodeRequest, env: Env): string | undefined | Promise<string | undefined>;
  /** Told of each decision, for measurements; what it gives is not waited for. */
  onDecision?(decision: Decision, request: NodeRequest, env: Env): unknown;
  /** Told of each rejection, for logs; a response that it gives is answered in place of the gate's. */
  onReject?(rejection: Rejection, request: NodeRequest): Response | undefined | Promise<Response | undefined>;
}

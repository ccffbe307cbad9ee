import type { Decision } from "../edge/decision.js";
import type { MiddlewareOptions, OneKey } from "../edge/options.js";
import type { Rejection } from "../edge/rejection.js";
import type { JwtClaims } from "../types.js";
import type { NodeEnv } from "./environment.js";
import type { NodeRequest } from "./types.js";

/**
 * The options of `jwtGate`: those of `createGate`, without those that the app's own routes replace. The functions get
 * requests of Node.
 */
export type JwtGateOptions<P = JwtClaims, Env = NodeEnv> = Omit<
  MiddlewareOptions<P, Env>,
  keyof RequestFunctions<Env>
> &
  RequestFunctions<Env> &
  OneKey;

/**
 * The options that are functions. They are methods, so that a caller's function can declare its parameter as
 * `IncomingMessage` or as the framework's type.
 */
export interface RequestFunctions<Env> {
  /**
   * Returns the SHA-256 of the client's TLS certificate, as base64url or hexadecimal. Tokens with `cnf["x5t#S256"]`
   * (RFC 8705 §3.1) need it, and are refused without this option. `request.socket.getPeerCertificate()` has it as
   * `fingerprint256`; behind a proxy that ends TLS, a header has it.
   * @throws any error, which the gate answers with 500
   */
  certificateThumbprint?(request: NodeRequest, env: Env): string | undefined | Promise<string | undefined>;
  /**
   * Called with each decision, for metrics. The request does not wait for it.
   * @throws any error, which is logged and changes nothing
   */
  onDecision?(decision: Decision, request: NodeRequest, env: Env): unknown;
  /**
   * Called with each rejection, for logs. If it returns a response, the client gets that response instead of the
   * gate's.
   * @throws any error, which is logged and changes nothing
   */
  onReject?(rejection: Rejection, request: NodeRequest): Response | undefined | Promise<Response | undefined>;
}

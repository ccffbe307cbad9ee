import { type RouteDemands, requiredBy } from "../edge/demands.js";
import type { NodeEnv } from "../node/environment.js";
import { NodeGuard } from "../node/guard.js";
import type { JwtGateOptions } from "../node/options.js";
import type { NodeRequest, NodeResponse, UpgradeSocket } from "../node/types.js";
import type { JwtClaims } from "../types.js";
import { handlerOf } from "./handler.js";

/**
 * Middleware for Express and Connect, or a function for plain `node:http`. For the event `upgrade`, pass the socket
 * instead of a response.
 */
export type JwtHandler = (
  request: NodeRequest,
  response: NodeResponse | UpgradeSocket,
  next: () => void,
) => Promise<void>;

/** Middleware that `jwtGate` makes. */
export interface JwtGate extends JwtHandler {
  /**
   * Middleware for a route that demands more, with or without the gate before it. Without arguments it demands only a
   * token, even with `optional`.
   * @throws {JwtError} `options_invalid`
   */
  require(): JwtHandler;
  require(demands: RouteDemands): JwtHandler;
}

/**
 * Makes middleware that lets only requests with a good token pass to the next handlers, and answers the others as
 * `createGate` does. Handlers find the verified token in `request.jwt`. The gate calls `next` only for requests that
 * pass.
 * @throws {JwtError} `options_invalid`, `key_invalid`. If the key of `keyFromEnv` is wrong, requests get a 500 and the
 *   log says why
 * @example
 * ```ts
 * const app = express();
 * const gate = jwtGate({ key: secretKey(secret, "HS256"), audience: "api" });
 * app.get("/api/me", gate, (request, response) => {
 *   response.json({ sub: request.jwt?.payload.sub });
 * });
 * app.delete("/api/users/:id", gate.require({ scope: "users:write" }), (request, response) => {
 *   response.sendStatus(204);
 * });
 * ```
 */
export function jwtGate<P = JwtClaims, Env extends object = NodeEnv>(
  options: JwtGateOptions<P, Env>,
): JwtGate;
// For `ReturnType`, as in `verify.ts`.
export function jwtGate(options: JwtGateOptions): JwtGate;
export function jwtGate(options: unknown, ...more: unknown[]): JwtGate {
  const guard = new NodeGuard(options, more);
  const require = (...given: unknown[]) => handlerOf(guard, requiredBy(given));
  return Object.assign(handlerOf(guard, undefined), { require });
}

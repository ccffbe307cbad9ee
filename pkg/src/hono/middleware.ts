import type { Context, MiddlewareHandler } from "hono";
import { Admissions } from "../edge/admissions.js";
import { responseOf } from "../edge/answer.js";
import { type Demands, type RouteDemands, requiredBy } from "../edge/demands.js";
import { forwarded } from "../edge/fetch.js";
import { Guard } from "../edge/guard.js";
import type { GateContext } from "../edge/lazy.js";
import type { MiddlewareOptions, OneKey } from "../edge/options.js";
import { readMiddlewareOptions } from "../edge/settings.js";
import { invalidOptions } from "../error.js";
import { hasOwn } from "../kind.js";
import type { JwtClaims, Verified } from "../types.js";

/** The variables of a handler behind the gate: `c.get("jwt").payload`. */
export interface JwtVariables<P = JwtClaims> {
  /** The verified token. */
  jwt: Verified<P>;
}

/** The variables of a handler behind a gate with `optional`. */
export interface OptionalJwtVariables<P = JwtClaims> {
  /** The verified token; `undefined` for a request without a token. */
  jwt: Verified<P> | undefined;
}

/** The options of `jwtGate`: those of `createGate`, without those that the app's own routes replace. */
export type JwtGateOptions<P = JwtClaims, Env = object> = MiddlewareOptions<P, Env> & OneKey;

/** Middleware that `jwtGate` makes. */
export interface JwtGate<V extends object, Env extends object = object>
  extends MiddlewareHandler<{ Bindings: Env; Variables: V }> {
  /**
   * Middleware for a route that demands more. After the gate it checks only these demands; without the gate it does
   * everything that the gate does. Without arguments it demands only a token, even with `optional`.
   * @throws {JwtError} `options_invalid`
   */
  require(): MiddlewareHandler<{ Bindings: Env; Variables: V }>;
  require(demands: RouteDemands): MiddlewareHandler<{ Bindings: Env; Variables: V }>;
}

/**
 * Makes middleware that lets only requests with a good token pass to the next handlers, and answers the others as
 * `createGate` does. With `forwardClaims`, the handlers see the request as an origin would.
 * @throws {JwtError} `options_invalid`, `key_invalid`. If the key of `keyFromEnv` is wrong, requests get a 500 and the
 *   log says why
 * @example
 * ```ts
 * const app = new Hono<{ Variables: JwtVariables }>();
 * const gate = jwtGate({ key: secretKey(secret, "HS256"), audience: "api" });
 * app.use("/api/*", gate);
 * app.get("/api/me", (c) => c.json(c.get("jwt").payload.sub));
 * app.delete("/api/users/:id", gate.require({ scope: "admin" }), (c) => c.body(null, 204));
 * ```
 */
export function jwtGate<P = JwtClaims, Env extends object = object>(
  options: JwtGateOptions<P, Env> & { optional?: false },
): JwtGate<JwtVariables<P>, Env>;
export function jwtGate<P = JwtClaims, Env extends object = object>(
  options: JwtGateOptions<P, Env>,
): JwtGate<OptionalJwtVariables<P>, Env>;
// For `ReturnType`, as in `verify.ts`.
export function jwtGate(options: JwtGateOptions & { optional?: false }): JwtGate<JwtVariables>;
export function jwtGate(options: unknown, ...more: unknown[]): unknown {
  const guard = new Guard(readMiddlewareOptions<JwtClaims, unknown>(options, more));
  const admissions = new Admissions(guard);

  const asking =
    (demands?: Demands): MiddlewareHandler<{ Variables: OptionalJwtVariables }> =>
    async (c, next) => {
      const incoming = Object(Object(c).req).raw as Request | undefined;
      if (incoming === undefined) {
        throw invalidOptions(
          "the gate of jwt-wasm/hono is middleware for Hono; for others there are jwt-wasm/express and jwt-wasm/fastify",
        );
      }
      const visit = { key: c, incoming, env: c.env, context: contextOf(c) };
      const admitted = await admissions.admit(visit, demands);
      if (hasOwn(admitted, "status")) return responseOf(admitted);
      if (admitted.isNew) {
        const goingOn = await forwarded(guard, incoming, visit.env, visit.context, admitted.passed);
        if (!hasOwn(goingOn, "request")) return goingOn;
        c.req.raw = goingOn.request;
        c.set("jwt", goingOn.verified);
      }
      await next();
      return undefined;
    };

  const require = (...given: unknown[]) => asking(requiredBy(given));
  return Object.assign(asking(), { require });
}

/** The execution context. Hono throws if the runtime has none. */
function contextOf(c: Context): GateContext | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}

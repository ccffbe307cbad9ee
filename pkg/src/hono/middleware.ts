import type { Context, MiddlewareHandler } from "hono";
import { Admissions } from "../edge/admissions.js";
import { responseOf } from "../edge/answer.js";
import { type Demands, type RouteDemands, requiredBy } from "../edge/demands.js";
import { forwarded } from "../edge/fetch.js";
import { Guard } from "../edge/guard.js";
import type { GateContext } from "../edge/lazy.js";
import type { CoatOptions, OneKey } from "../edge/options.js";
import { readCoatOptions } from "../edge/settings.js";
import { invalidOptions } from "../error.js";
import { hasOwn } from "../kind.js";
import type { JwtClaims, Verified } from "../types.js";

/** What a handler behind the middleware finds: `c.get("jwt").payload`. */
export interface JwtVariables<P = JwtClaims> {
  jwt: Verified<P>;
}

/** The same with `optional`: `undefined` without a token. */
export interface OptionalJwtVariables<P = JwtClaims> {
  jwt: Verified<P> | undefined;
}

/** As for `createGate`, but for what an app says by its routes. */
export type JwtGateOptions<P = JwtClaims, Env = object> = CoatOptions<P, Env> & OneKey;

/** Middleware, and with `require` further middleware that asks for more. */
export interface JwtGate<V extends object, Env extends object = object>
  extends MiddlewareHandler<{ Bindings: Env; Variables: V }> {
  /**
   * Middleware for routes that demand more. After the gate it checks only these demands; without the gate it does everything that
   * the gate does. Without demands it only needs a token, even with `optional`.
   * @throws {JwtError} `options_invalid`
   */
  require(): MiddlewareHandler<{ Bindings: Env; Variables: V }>;
  require(demands: RouteDemands): MiddlewareHandler<{ Bindings: Env; Variables: V }>;
}

/**
 * Middleware that lets only requests with a good token through to the handlers behind it, and answers the others as
 * `createGate` does. With `forwardClaims`, they see the request as an origin would.
 * @throws {JwtError} `options_invalid`, `key_invalid`. If a key of `keyFromEnv` is wrong, the requests get a 500 and the log
 *   says why
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
// For `ReturnType`, as of `verify`.
export function jwtGate(options: JwtGateOptions & { optional?: false }): JwtGate<JwtVariables>;
export function jwtGate(options: unknown, ...more: unknown[]): unknown {
  const guard = new Guard(readCoatOptions<JwtClaims, unknown>(options, more));
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

/** Hono throws where the runtime has none. */
function contextOf(c: Context): GateContext | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}

import type { Context, MiddlewareHandler } from "hono";
import { decideOn } from "../edge/fetch.js";
import { Guard } from "../edge/guard.js";
import type { GateContext } from "../edge/lazy.js";
import { type AllGateOptions, type OneKey, readGateOptions } from "../edge/options.js";
import { invalidOptions } from "../error.js";
import { readOnce } from "../read-options.js";
import type { JwtClaims, Verified } from "../types.js";

/** What a handler behind the middleware finds: `c.get("jwt").payload`. */
export interface JwtVariables<P = JwtClaims> {
  jwt: Verified<P>;
}

// Which requests need no token is said by where the middleware is mounted, and what lies behind it are the app's handlers.
const NOT_HERE = ["origin", "publicPaths", "publicMethods", "allowPreflight"] as const;

/** As for `createGate`, but for what an app says by its routes. */
export type JwtGateOptions<P = JwtClaims, Env = object> = Omit<
  AllGateOptions<P, Env>,
  (typeof NOT_HERE)[number]
> &
  OneKey;

/**
 * Middleware that lets only requests with a good token through to the handlers behind it, and answers the others as
 * `createGate` does. With `forwardClaims`, they see the request as an origin would.
 * @throws {JwtError} `options_invalid`, `key_invalid`; what is wrong with a key of `keyFromEnv` shows at the first
 *   request, as a 500 and in the log
 * @example
 * ```ts
 * const app = new Hono<{ Variables: JwtVariables }>();
 * app.use("/api/*", jwtGate({ key: secretKey(secret, "HS256"), audience: "api" }));
 * app.get("/api/me", (c) => c.json(c.get("jwt").payload.sub));
 * ```
 */
export function jwtGate<P = JwtClaims, Env extends object = object>(
  options: JwtGateOptions<P, Env>,
): MiddlewareHandler<{ Bindings: Env; Variables: JwtVariables<P> }>;
// For `ReturnType`, as of `verify`.
export function jwtGate(
  options: JwtGateOptions,
): MiddlewareHandler<{ Bindings: object; Variables: JwtVariables }>;
export function jwtGate(options: unknown): unknown {
  const read = readOnce(options, "options");
  const misplaced = NOT_HERE.find((name) => name in read);
  if (misplaced !== undefined) throw invalidOptions(`options.${misplaced} is for createGate`);
  const guard = new Guard(readGateOptions(read as AllGateOptions<JwtClaims, object>));

  const handler: MiddlewareHandler<{ Bindings: object; Variables: JwtVariables }> = async (c, next) => {
    const decided = await decideOn(guard, c.req.raw, c.env, contextOf(c));
    if (!("request" in decided)) return decided;
    c.req.raw = decided.request;
    c.set("jwt", decided.verified as Verified);
    await next();
  };
  return handler;
}

/** Hono throws where the runtime has none. */
function contextOf(c: Context): GateContext | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}

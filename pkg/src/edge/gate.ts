import { invalidOptions } from "../error.js";
import { hasOwn } from "../kind.js";
import { invalidOption } from "../read-options.js";
import { fetchGoesOn } from "../runtime/isolated.js";
import type { JwtClaims } from "../types.js";
import { decideOn, forwarded } from "./fetch.js";
import { Guard } from "./guard.js";
import type { GateContext } from "./lazy.js";
import type { GateOptions, Origin } from "./options.js";
import { PublicRequests } from "./public.js";
import { Routes } from "./routes.js";
import { readGateOptions } from "./settings.js";

/** A handler for Workers, Deno, Bun and service workers, made by `createGate`. */
export type Gate<Env = unknown> = (
  request: Request,
  // Without bindings, the request is the only argument.
  ...rest: unknown extends Env ? [env?: Env, context?: GateContext] : [env: Env, context?: GateContext]
) => Promise<Response>;

/**
 * Makes a handler that lets only requests with a good token pass to the origin: `export default { fetch: gate }`. It
 * answers other requests with 400, 401 or 403 (RFC 6750 §3.1), and with 500 or 503 if the server itself is at fault;
 * then nothing passes. A request that passes keeps its `Authorization` header or its cookie.
 * @throws {JwtError} `options_invalid`, `key_invalid`. If the key of `keyFromEnv` is wrong, requests get a 500 and the
 *   log says why
 * @example
 * ```ts
 * interface Env {
 *   JWT_SECRET: string;
 * }
 * export default {
 *   fetch: createGate({
 *     keyFromEnv: (env: Env) => secretKey(env.JWT_SECRET, "HS256"),
 *     audience: "api",
 *     forwardClaims: { "x-user-id": "sub" },
 *     origin: (request) => fetch(request),
 *   }),
 * };
 * ```
 */
export function createGate<P = JwtClaims, Env = unknown>(options: GateOptions<P, Env>): Gate<Env> {
  const { origin = onwards<P, Env>(), ...settings } = readGateOptions(options);
  const guard = new Guard<P, Env>(settings);
  const open = new PublicRequests(settings);
  const routes = new Routes(settings.routes);

  const gate = async (request: Request, env: Env, context?: GateContext) => {
    if (typeof Object(Object(request).headers).get !== "function") {
      throw invalidOptions(
        "the gate of createGate must be called with a Request; in a framework use jwtGate of jwt-wasm/hono, jwt-wasm/express or jwt-wasm/fastify",
      );
    }
    const isPublic = open.has(request, env) && guard.own(request) === undefined;
    const decided = isPublic
      ? await forwarded(guard, request, env, context, guard.passPublic(request, env, context))
      : await decideOn(guard, request, env, context, routes.demandsOn(request, env));
    return hasOwn(decided, "request") ? origin(decided.request, env, context, decided.verified) : decided;
  };
  return gate as Gate<Env>;
}

/** @throws {JwtError} `options_invalid` if `fetch` would send the request back to the gate */
function onwards<P, Env>(): Origin<P, Env> {
  if (!fetchGoesOn()) {
    throw invalidOption("origin", "is missing: outside of Cloudflare Workers, fetch comes back to the gate");
  }
  return (request) => fetch(request);
}

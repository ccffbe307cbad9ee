import { type Demands, type RouteDemands, requiredBy } from "../edge/demands.js";
import { errorText } from "../edge/rejection.js";
import { invalidOptions } from "../error.js";
import { hasOwn } from "../kind.js";
import { FAILED, headersFor, type NodeAnswer } from "../node/answer.js";
import type { NodeEnv } from "../node/environment.js";
import { NodeGuard } from "../node/guard.js";
import type { JwtGateOptions } from "../node/options.js";
import type { NodeRequest } from "../node/types.js";
import type { JwtClaims } from "../types.js";

/** A hook for `onRequest` of a route or of an instance. */
export type JwtHook = (request: { readonly raw: NodeRequest }, reply: object) => Promise<unknown>;

/**
 * A plugin that `jwtGate` makes. It guards all routes of the instance that registers it, and of the instances inside
 * that one.
 */
export interface JwtGate {
  (instance: object, options: object, done: (error?: Error) => void): void;
  /**
   * A hook for a route that demands more, with or without the plugin:
   * `{ onRequest: gate.require({ scope: "write" }) }`. Without arguments it demands only a token, even with `optional`.
   * @throws {JwtError} `options_invalid`
   */
  require(): JwtHook;
  require(demands: RouteDemands): JwtHook;
}

/**
 * Makes a plugin that lets only requests with a good token pass to the routes of its instance, and answers the others
 * as `createGate` does. Handlers find the verified token in `request.jwt`.
 * @throws {JwtError} `options_invalid`, `key_invalid`. If the key of `keyFromEnv` is wrong, requests get a 500 and the
 *   log says why
 * @example
 * ```ts
 * const app = Fastify();
 * const gate = jwtGate({ key: secretKey(secret, "HS256"), audience: "api" });
 * await app.register(gate);
 * app.get("/api/me", async (request) => ({ sub: request.jwt?.payload.sub }));
 * app.delete("/api/users/:id", { onRequest: gate.require({ scope: "users:write" }) }, async () => "done");
 * ```
 */
export function jwtGate<P = JwtClaims, Env extends object = NodeEnv>(
  options: JwtGateOptions<P, Env>,
): JwtGate;
// For `ReturnType`, as in `verify.ts`.
export function jwtGate(options: JwtGateOptions): JwtGate;
export function jwtGate(options: unknown, ...more: unknown[]): unknown {
  // Fastify has called `jwtGate` itself as a plugin. Fastify reports a rejection when it starts, while an exception
  // would end the process.
  if (more.length > 0) {
    return Promise.reject(
      invalidOptions(
        "jwtGate was called as a plugin, but it makes one; register its result: app.register(jwtGate({ … }))",
      ),
    );
  }
  const guard = new NodeGuard(options);
  const plugin = (given: object, _options: object, done: () => void) => {
    const instance = given as Instance;
    if (typeof Object(instance).addHook !== "function") {
      throw invalidOptions(
        "this gate is a plugin for Fastify: app.register(gate); for others there are jwt-wasm/express and jwt-wasm/hono",
      );
    }
    if (!instance.hasRequestDecorator("jwt")) instance.decorateRequest("jwt", undefined);
    instance.addHook("onRequest", hookOf(guard, undefined));
    done();
  };
  const require = (...given: unknown[]) => hookOf(guard, requiredBy(given));
  return Object.assign(plugin, { require }, MARKS);
}

/** The part of a Fastify instance that is used. */
interface Instance {
  hasRequestDecorator(name: string): boolean;
  decorateRequest(name: string, value: undefined): unknown;
  addHook(name: "onRequest", hook: JwtHook): unknown;
}

interface Reply {
  readonly sent: boolean;
  code(status: number): unknown;
  getHeader(name: string): unknown;
  header(name: string, value: string | string[]): unknown;
  send(body?: Uint8Array): unknown;
}

/** The marks that the package fastify-plugin sets, so that the hook belongs to the instance that registers the plugin. */
const MARKS = {
  [Symbol.for("skip-override")]: true,
  [Symbol.for("fastify.display-name")]: "jwt-wasm/fastify",
  [Symbol.for("plugin-meta")]: { name: "jwt-wasm/fastify", fastify: ">=4" },
};

/** The hook. `onRequest` runs before the body is read. */
function hookOf(guard: NodeGuard, demands: Demands | undefined): JwtHook {
  return async (request, reply) => {
    // It was not called as a hook. No answer can be sent, so the promise is rejected.
    if (typeof Object(reply).code !== "function") {
      throw invalidOptions(
        "gate.require({ … }) of jwt-wasm/fastify is a hook for a route: app.get(path, { onRequest: gate.require({ … }) }, handler)",
      );
    }
    const outcome = await decided(guard, demands, request);
    return outcome === "passed" ? undefined : send(reply as Reply, outcome);
  };
}

async function decided(
  guard: NodeGuard,
  demands: Demands | undefined,
  request: { readonly raw: NodeRequest; headers?: NodeRequest["headers"]; jwt?: unknown },
): Promise<"passed" | NodeAnswer> {
  try {
    // An earlier hook may have replaced the headers that the handlers read.
    const { raw, headers = raw.headers } = request;
    const outcome = await guard.decide(raw, demands, headers);
    if (hasOwn(outcome, "status")) return outcome;
    if (headers !== raw.headers) request.headers = headers;
    request.jwt = outcome.verified;
    return "passed";
  } catch (error) {
    console.error(`jwt-wasm gate: ${errorText(error)}`);
    return FAILED;
  }
}

function send(reply: Reply, { status, headers, body }: NodeAnswer): Reply {
  if (reply.sent) return reply;
  reply.code(status);
  for (const [name, value] of headersFor(headers, (name) => reply.getHeader(name))) reply.header(name, value);
  // As bytes, because Fastify adds a charset to the type of a JSON string.
  if (body.length === 0) reply.send();
  else reply.send(typeof body === "string" ? new TextEncoder().encode(body) : body);
  return reply;
}

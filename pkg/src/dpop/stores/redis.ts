import type { ReplayStore } from "../../edge/hooks.js";
import { namedOptions, orUnreadable, wrongOption } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { storeOf } from "../replay.js";

/** The options of `redisReplay`. */
export interface RedisReplayOptions<Env = unknown> {
  /**
   * Sends a command and returns its reply: `(command) => client.sendCommand(command)` with node-redis,
   * `([name, ...args]) => client.call(name, ...args)` with ioredis, or a request to a service that speaks HTTP.
   * @param env the bindings of the request; `undefined` without a gate
   */
  send: (command: string[], env: Env) => Promise<unknown>;
  /** The prefix of all keys. Default `"jwt-wasm:dpop:"`. */
  prefix?: string;
}

/**
 * Makes a store that keeps used proofs in Redis or a compatible server. It is exact as long as one server answers and
 * forgets nothing. A replica that takes over may have missed the last writes, so a proof can then pass again. A server
 * that evicts keys (`maxmemory-policy`) forgets proofs.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const client = { sendCommand: async (command: string[]) => command[0] }; // such as createClient() of node-redis
 * const replay = redisReplay({ send: (command) => client.sendCommand(command) });
 * console.log(typeof replay); // for the option `dpop` of the gate, and for `verifyDpopProof`
 * ```
 */
export function redisReplay<Env = unknown>(options: RedisReplayOptions<Env>): ReplayStore<Env> {
  const { send, prefix } = orUnreadable("options", () =>
    check<Env>(namedOptions(options, "options", ["send", "prefix"])),
  );
  return storeOf<Env>(async ({ id, expiresAt }, env) => {
    const milliseconds = Math.max(1, Math.ceil((expiresAt - now()) * 1000));
    const reply = await send(["SET", prefix + id, "1", "PX", String(milliseconds), "NX"], env);
    if (reply === null) return false;
    if (isOk(reply)) return true;
    // A service that speaks HTTP may return its error as a reply.
    throw new TypeError("the reply of send must be OK or null, but it is neither");
  });
}

/** Whether the reply is OK. Webdis returns a status as a list. */
function isOk(reply: unknown): boolean {
  return (
    reply === "OK" || (Array.isArray(reply) && reply.length === 2 && reply[0] === true && reply[1] === "OK")
  );
}

function check<Env>({
  send,
  prefix = "jwt-wasm:dpop:",
}: {
  readonly send?: unknown;
  readonly prefix?: unknown;
}) {
  if (typeof send !== "function") throw wrongOption("send", "must be a function", send);
  if (typeof prefix !== "string") throw wrongOption("prefix", "must be a string", prefix);
  return { send: send as RedisReplayOptions<Env>["send"], prefix };
}

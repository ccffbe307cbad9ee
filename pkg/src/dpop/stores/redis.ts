import type { ReplayStore } from "../../edge/hooks.js";
import { namedOptions, orUnreadable, wrongOption } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { storeOf } from "../replay.js";

export interface RedisReplayOptions<Env = unknown> {
  /**
   * Sends a command and gives its reply: `(command) => client.sendCommand(command)` with node-redis,
   * `([name, ...args]) => client.call(name, ...args)` with ioredis, and over HTTP whatever the service asks for.
   * @param env the bindings of the request; `undefined` without a gate
   */
  send: (command: string[], env: Env) => Promise<unknown>;
  /** What the names of keys begin with. Default `"jwt-wasm:dpop:"`. */
  prefix?: string;
}

/**
 * Used proofs in Redis or a compatible server. It is exact as long as one server answers and forgets nothing. A replica that
 * takes over may have missed the last writes, so a proof can then pass again. A server that evicts keys (`maxmemory-policy`)
 * forgets proofs.
 * @throws {JwtError} `options_invalid`
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
    // A service over HTTP may send an error in the place of a reply.
    throw new TypeError("the reply is neither OK nor null");
  });
}

/** Webdis gives a status as a list. */
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
  if (typeof send !== "function") throw wrongOption("options.send must be a function", send);
  if (typeof prefix !== "string") throw wrongOption("options.prefix must be a string", prefix);
  return { send: send as RedisReplayOptions<Env>["send"], prefix };
}

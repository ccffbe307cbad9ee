import { namedOptions, orUnreadable, wrongOption } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { familyOf, outcomeIn, type RevocationStore, type Rotation, withStore } from "../store.js";

/** The options of `redisStore`. */
export interface RedisStoreOptions {
  /**
   * Sends a command and returns its reply: `(command) => client.sendCommand(command)` with node-redis,
   * `([name, ...args]) => client.call(name, ...args)` with ioredis, or a request to a service that speaks HTTP.
   */
  send: (command: string[]) => Promise<unknown>;
  /** The prefix of all keys. Default `"jwt-wasm:"`. */
  prefix?: string;
}

// A family's value is `=` followed by the `jti` that may be used, or `revoked`. Redis runs a script atomically. Each
// script has one key, which a cluster requires.
const ROTATE = `local held = redis.call("GET", KEYS[1])
if held == "revoked" then return "revoked" end
if not held and ARGV[4] ~= "first" then return "revoked" end
if held and held ~= "=" .. ARGV[1] then return "reused" end
redis.call("SET", KEYS[1], "=" .. ARGV[2], "PX", math.max(tonumber(ARGV[3]), redis.call("PTTL", KEYS[1])))
return "rotated"`;

const REVOKE = `redis.call("SET", KEYS[1], "revoked", "PX", math.max(tonumber(ARGV[1]), redis.call("PTTL", KEYS[1])))
return "revoked"`;

/**
 * Makes a store for `createTokenIssuer` on Redis 6 or newer, or a compatible server. It is exact as long as one server
 * answers and forgets nothing. A replica that takes over may have missed the last writes, so a refresh token can then
 * be used again. A server that evicts keys (`maxmemory-policy`) forgets revocations.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const client = { sendCommand: async (command: string[]) => command[0] }; // such as createClient() of node-redis
 * const issuer = createTokenIssuer({
 *   key: secretKey(secret, "HS256"),
 *   store: redisStore({ send: (command) => client.sendCommand(command) }),
 * });
 * console.log((await issuer.issue("user-42")).expiresIn); // 300
 * ```
 */
export function redisStore(options: RedisStoreOptions): RevocationStore {
  const { send, prefix } = orUnreadable("options", () =>
    check(namedOptions(options, "options", ["send", "prefix"])),
  );
  const run = (script: string, family: string, ...args: string[]) =>
    send(["EVAL", script, "1", prefix + family, ...args]);
  const milliseconds = (expiresAt: number) => String(Math.max(1, Math.ceil((expiresAt - now()) * 1000)));
  return {
    rotate({ family, jti, next, expiresAt }: Rotation) {
      const place = jti === family ? "first" : "later";
      return withStore(async () =>
        outcomeIn(await run(ROTATE, family, jti, next, milliseconds(expiresAt), place)),
      );
    },
    revoke(family: string, expiresAt: number) {
      return withStore(async () => {
        // A service that speaks HTTP may return its error as a reply.
        const reply = await run(REVOKE, family, milliseconds(expiresAt));
        if (reply !== "revoked") throw new TypeError("the reply of send is not one of the script's");
      });
    },
    async isRevoked(payload: object) {
      const family = familyOf(payload);
      return withStore(async () => {
        const reply = await send(["GET", prefix + family]);
        if (reply !== null && typeof reply !== "string")
          throw new TypeError("the reply of send must be a string or null");
        return reply === "revoked";
      });
    },
  };
}

function check({ send, prefix = "jwt-wasm:" }: { readonly send?: unknown; readonly prefix?: unknown }) {
  if (typeof send !== "function") throw wrongOption("send", "must be a function", send);
  if (typeof prefix !== "string") throw wrongOption("prefix", "must be a string", prefix);
  return { send: send as RedisStoreOptions["send"], prefix };
}

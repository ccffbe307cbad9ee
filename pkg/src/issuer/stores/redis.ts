import { namedOptions, orUnreadable, wrongOption } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import { familyOf, outcomeIn, type RevocationStore, type Rotation, withStore } from "../store.js";

export interface RedisStoreOptions {
  /**
   * Sends a command and gives its reply: `(command) => client.sendCommand(command)` with node-redis,
   * `([name, ...args]) => client.call(name, ...args)` with ioredis, and over HTTP whatever the service asks for.
   */
  send: (command: string[]) => Promise<unknown>;
  /** What the names of keys begin with. Default `"jwt-wasm:"`. */
  prefix?: string;
}

// A family's value is `=` and the `jti` that may be used, or `revoked`. Each script runs as a whole, and names its one key,
// as a cluster demands.
const ROTATE = `local held = redis.call("GET", KEYS[1])
if held == "revoked" then return "revoked" end
if not held and ARGV[4] ~= "first" then return "revoked" end
if held and held ~= "=" .. ARGV[1] then return "reused" end
redis.call("SET", KEYS[1], "=" .. ARGV[2], "PX", math.max(tonumber(ARGV[3]), redis.call("PTTL", KEYS[1])))
return "rotated"`;

const REVOKE = `redis.call("SET", KEYS[1], "revoked", "PX", math.max(tonumber(ARGV[1]), redis.call("PTTL", KEYS[1])))
return "revoked"`;

/**
 * Revocations in Redis 6 or newer, or what speaks its language: exact, as long as one server answers and forgets nothing.
 * A replica that takes over may have missed the last writes, so a refresh token can be used again then; a server that
 * evicts keys (`maxmemory-policy`) forgets revocations.
 * @throws {JwtError} `options_invalid`
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
        // A service over HTTP may answer its refusal as if it were a reply.
        const reply = await run(REVOKE, family, milliseconds(expiresAt));
        if (reply !== "revoked") throw new TypeError("the reply is not the script's");
      });
    },
    async isRevoked(payload: object) {
      const family = familyOf(payload);
      return withStore(async () => {
        const reply = await send(["GET", prefix + family]);
        if (reply !== null && typeof reply !== "string") throw new TypeError("the reply is not a string");
        return reply === "revoked";
      });
    },
  };
}

function check({ send, prefix = "jwt-wasm:" }: { readonly send?: unknown; readonly prefix?: unknown }) {
  if (typeof send !== "function") throw wrongOption("options.send must be a function", send);
  if (typeof prefix !== "string") throw wrongOption("options.prefix must be a string", prefix);
  return { send: send as RedisStoreOptions["send"], prefix };
}

import type { Pending } from "../../generated/jwt.js";
import { PUBLIC_KEY_ALGORITHMS } from "../host/algorithms.js";
import {
  type Engine,
  fallBack,
  type HostKey,
  hostFor,
  hostIsSync,
  hostIsThere,
  hostVerify,
  hostVerifySync,
  moduleComputes,
} from "../host/engine.js";
import type { Held } from "../key.js";
import type { Algorithm } from "../types.js";

/**
 * Whether the host is to be asked about any signature of these keys; a set may hold keys of every algorithm.
 * @throws {JwtError} `options_invalid` if the engine asked for cannot verify with the key.
 */
export function asksHost(engine: Engine, { handle }: Held, isSync: boolean): boolean {
  const own = handle.algorithms() as Algorithm[];
  if (own.length > 0) return own.some((name) => isHosts(engine, name, isSync));
  // A set's HMAC keys need no host, whatever its others do.
  if (engine === "wasm") return !PUBLIC_KEY_ALGORITHMS.every((name) => moduleComputes(name, "verify"));
  return PUBLIC_KEY_ALGORITHMS.some((name) => isHosts(engine, name, isSync));
}

function isHosts(engine: Engine, name: Algorithm, isSync: boolean): boolean {
  if (hostFor(engine, name, "verify") === undefined) return false;
  const canDoWithout = engine === "auto" && moduleComputes(name, "verify");
  return !canDoWithout || (isSync ? hostIsSync() : hostIsThere());
}

/** The host's word on the signature; `undefined` where the module is to compute. */
export function judgeSync(engine: Engine, pending: Pending, held: Held): boolean | undefined {
  const name = pending.alg() as Algorithm;
  if (!isHosts(engine, name, true)) return undefined;
  const algorithm = hostFor(engine, name, "verify");
  if (algorithm === undefined) return undefined;
  try {
    return hostVerifySync(algorithm, hostKey(pending, held), pending.input(), pending.signature());
  } catch (thrown) {
    return fallBack(engine, name, "verify", thrown);
  }
}

/** As {@link judgeSync}, by whatever the host has. */
export async function judge(engine: Engine, pending: Pending, held: Held): Promise<boolean | undefined> {
  const name = pending.alg() as Algorithm;
  if (!isHosts(engine, name, false)) return undefined;
  const algorithm = hostFor(engine, name, "verify");
  if (algorithm === undefined) return undefined;
  const [input, signature] = [pending.input(), pending.signature()];
  try {
    return await hostVerify(algorithm, hostKey(pending, held), input, signature);
  } catch (thrown) {
    return fallBack(engine, name, "verify", thrown);
  }
}

function hostKey(pending: Pending, { hostKeys }: Held): HostKey {
  return { keys: hostKeys, index: pending.index(), jwk: () => JSON.parse(pending.jwk() ?? "null") };
}

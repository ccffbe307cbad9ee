import type { Pending } from "../../generated/jwt.js";
import { exchange, readQuestion } from "../exchange.js";
import { PUBLIC_KEY_ALGORITHMS } from "../host/algorithms.js";
import { fallBack, hostFor, hostVerify, hostVerifySync, moduleComputes } from "../host/engine.js";
import { hostMacs, LONG_INPUT, LONG_TOKEN, verifyMac } from "../host/mac.js";
import type { Held } from "../key.js";
import type { Algorithm, Engine } from "../types.js";

/**
 * Whether the host is to be asked about any signature of these keys; a set may hold keys of every algorithm.
 * @throws {JwtError} `options_invalid` if the engine asked for cannot verify with the key.
 */
export function asksHost(engine: Engine, { algorithms }: Held, isSync: boolean): boolean {
  const isHosts = (name: Algorithm) => hostFor(engine, name, "verify", isSync) !== undefined;
  if (algorithms.length > 0) return algorithms.some(isHosts);
  // A set's HMAC keys need no host, whatever its others do; which of them a token names is not known yet.
  if (engine === "wasm") return !PUBLIC_KEY_ALGORITHMS.every((name) => moduleComputes(name, "verify"));
  return PUBLIC_KEY_ALGORITHMS.some(isHosts);
}

/** As {@link asksHost}, at once: from how many characters of a token on, and `Infinity` for none. */
export function asksHostFrom(engine: Engine, held: Held): number {
  if (asksHost(engine, held, true)) return 0;
  return held.algorithms.some((name) => hostMacs(engine, name)) ? LONG_TOKEN : Number.POSITIVE_INFINITY;
}

/** What is no string is for the module's side to refuse. */
export function reaches(token: unknown, from: number): boolean {
  return typeof token === "string" && token.length >= from;
}

/**
 * The host's word on the signature of the token that waits in the exchange; `undefined` where the module is to compute, and
 * then the token is let go.
 */
export function judgeSync(engine: Engine, { hostKeys: keys }: Held): boolean | undefined {
  const { name, index, input, signature } = readQuestion();
  try {
    if (input.length >= LONG_INPUT && hostMacs(engine, name)) {
      return verifyMac(name, { keys, index, secret }, input, signature);
    }
    const algorithm = hostFor(engine, name, "verify", true);
    if (algorithm) return hostVerifySync(algorithm, { keys, index, jwk }, input, signature);
  } catch (thrown) {
    exchange().letGo();
    return fallBack(engine, name, "verify", thrown);
  }
  exchange().letGo();
  return undefined;
}

const jwk = () => JSON.parse(exchange().key());
const secret = () => exchange().key();

/** The word of a host that answers by a promise, on the token prepared last; as {@link judgeSync} for the rest. */
export async function judge(
  engine: Engine,
  pending: Pending,
  { hostKeys: keys }: Held,
): Promise<boolean | undefined> {
  const { name, index, input, signature } = readQuestion();
  try {
    const algorithm = hostFor(engine, name, "verify", false);
    const jwk = () => JSON.parse(pending.jwk());
    if (algorithm) return await hostVerify(algorithm, { keys, index, jwk }, input, signature);
  } catch (thrown) {
    pending.free();
    return fallBack(engine, name, "verify", thrown);
  }
  pending.free();
  return undefined;
}

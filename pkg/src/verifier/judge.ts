import type { Pending } from "../../generated/jwt.js";
import { type Question, readQuestion } from "../exchange.js";
import { type HostAlgorithm, PUBLIC_KEY_ALGORITHMS } from "../host/algorithms.js";
import {
  fallBack,
  type HostKey,
  hostFor,
  hostVerify,
  hostVerifySync,
  moduleComputes,
} from "../host/engine.js";
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

/**
 * The host's word on the signature of the token prepared last; `undefined` where the module is to compute, and then the
 * token is let go.
 */
export function judgeSync(engine: Engine, pending: Pending, held: Held): boolean | undefined {
  const question = ask(engine, pending, held, true);
  if (!question) return undefined;
  try {
    return hostVerifySync(question.algorithm, question.key, question.input, question.signature);
  } catch (thrown) {
    pending.free();
    return fallBack(engine, question.name, "verify", thrown);
  }
}

/** As {@link judgeSync}, by whatever the host has. */
export async function judge(engine: Engine, pending: Pending, held: Held): Promise<boolean | undefined> {
  const question = ask(engine, pending, held, false);
  if (!question) return undefined;
  try {
    return await hostVerify(question.algorithm, question.key, question.input, question.signature);
  } catch (thrown) {
    pending.free();
    return fallBack(engine, question.name, "verify", thrown);
  }
}

interface HostQuestion extends Question {
  readonly algorithm: HostAlgorithm;
  readonly key: HostKey;
}

function ask(
  engine: Engine,
  pending: Pending,
  { hostKeys }: Held,
  isSync: boolean,
): HostQuestion | undefined {
  const { name, index, input, signature } = readQuestion();
  let algorithm: HostAlgorithm | undefined;
  try {
    algorithm = hostFor(engine, name, "verify", isSync);
  } finally {
    if (algorithm === undefined) pending.free();
  }
  if (algorithm === undefined) return undefined;
  const jwk = () => JSON.parse(pending.jwk() ?? "null");
  return { name, index, input, signature, algorithm, key: { keys: hostKeys, index, jwk } };
}

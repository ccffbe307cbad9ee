import type { Pending } from "../../generated/core.js";
import { isComputedByEngine, verify, verifySync } from "../engines/index.js";
import { hostMacs, LONG_INPUT, LONG_TOKEN, verifyMac } from "../engines/mac.js";
import { exchange, readQuestion } from "../exchange.js";
import type { Held } from "../key.js";
import type { Engine } from "../types.js";

/** Whether an engine is to be asked about any signature of these keys; a set may hold keys of every algorithm. */
export function asksEngine({ algorithms }: Held): boolean {
  return algorithms.length === 0 || algorithms.some(isComputedByEngine);
}

/** As {@link asksEngine}, at once: from how many characters of a token on, and `Infinity` for none. */
export function asksEngineFrom(engine: Engine, held: Held): number {
  if (asksEngine(held)) return 0;
  return held.algorithms.some((name) => hostMacs(engine, name)) ? LONG_TOKEN : Number.POSITIVE_INFINITY;
}

/** What is no string is for the core to refuse. */
export function reaches(token: unknown, from: number): boolean {
  return typeof token === "string" && token.length >= from;
}

/**
 * The engine's word on the signature of the token that waits in the exchange; `undefined` where the core is to compute, and then
 * the token is let go, as it is when an error is thrown.
 */
export function judgeSync(engine: Engine, { hostKeys: keys }: Held): boolean | undefined {
  const question = readQuestion();
  const { name, index } = question;
  const key = () => {
    // The core's memory, in which they lie, can grow now.
    question.input = question.input.slice();
    question.signature = question.signature.slice();
    return exchange().key();
  };
  const isEngines = isComputedByEngine(name);
  try {
    if (isEngines) {
      return verifySync(engine, name, { keys, index, jwk: () => JSON.parse(key()) }, question);
    }
    if (question.input.length >= LONG_INPUT && hostMacs(engine, name)) {
      return verifyMac(name, { keys, index, secret: key }, question);
    }
  } catch (thrown) {
    exchange().letGo();
    // The core computes what is not for engines.
    if (isEngines) throw thrown;
    return undefined;
  }
  exchange().letGo();
  return undefined;
}

/** The word of an engine that answers by a promise, on the token prepared last; as {@link judgeSync} for the rest. */
export async function judge(
  engine: Engine,
  pending: Pending,
  { hostKeys: keys }: Held,
): Promise<boolean | undefined> {
  const { name, index, input, signature } = readQuestion();
  if (isComputedByEngine(name)) {
    // What is to be verified lies where the next call writes.
    const signed = { input: input.slice(), signature: signature.slice() };
    try {
      return await verify(engine, name, { keys, index, jwk: () => JSON.parse(pending.jwk()) }, signed);
    } catch (thrown) {
      pending.free();
      throw thrown;
    }
  }
  pending.free();
  return undefined;
}

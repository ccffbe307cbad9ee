import { invalidOptions } from "../error.js";
import { checkEngine, type Engine } from "../host/engine.js";
import { plainOptions } from "../plain.js";
import type { VerifierOptions } from "../types.js";

const MAX_CACHE = 1_000_000;

/** Options, of which the policy is the core's to read. */
export interface ReadOptions {
  readonly engine: Engine;
  /** How many verified tokens to keep; 0 for none. */
  readonly cache: number;
  /** The time to judge at, where it is fixed. */
  readonly now: number | undefined;
  readonly policy: object;
}

export function readOptions(options: Omit<VerifierOptions, "key">): ReadOptions {
  const { engine = "auto", cache = 0, ...policy } = plainOptions(options);
  checkEngine(engine);
  if (!Number.isInteger(cache) || cache < 0 || cache > MAX_CACHE) {
    throw invalidOptions(`the option cache must be a whole number of tokens, 0 to ${MAX_CACHE}`);
  }
  return { engine, cache, now: policy.now, policy };
}

import { cloneOptions } from "../clone-json.js";
import { checkEngine } from "../engines/index.js";
import { invalidOptions } from "../error.js";
import { wrongOption } from "../read-options.js";
import type { Engine, VerifierOptions } from "../types.js";

const MAX_CACHE = 1_000_000;

/** Options, of which the policy is the core's to read. */
export interface ReadOptions {
  readonly engine: Engine;
  /** How many verified tokens to keep; 0 for none. */
  readonly cache: number;
  /** Whether the error of a refused token has a stack. */
  readonly stackTraces: boolean;
  /** The time to judge at, where it is fixed. */
  readonly now: number | undefined;
  /** The longest token to look at, in characters, where it is given. */
  readonly limit: number | undefined;
  /** The text of an object; empty where nothing is demanded. */
  readonly policy: string;
  readonly lifetime: Lifetime;
}

/** Whether there are later calls to keep anything for. */
export type Lifetime = "once" | "often";

export function readOptions(options: Omit<VerifierOptions, "key">, lifetime: Lifetime): ReadOptions {
  const read = cloneOptions(options);
  const { engine = "auto", cache = 0, stackTraces = false, ...policy } = read;
  checkEngine(engine);
  if (lifetime === "once" && "cache" in read) {
    throw invalidOptions("there is no option cache here: it is for createVerifier");
  }
  if (!Number.isInteger(cache) || cache < 0 || cache > MAX_CACHE) {
    throw wrongOption(`the option cache must be a whole number of tokens, 0 to ${MAX_CACHE}`, cache);
  }
  if (typeof stackTraces !== "boolean")
    throw wrongOption("the option stackTraces must be true or false", stackTraces);
  const { now, maxTokenLength: limit } = read;
  const text = Object.keys(policy).length > 0 ? JSON.stringify(policy) : "";
  return {
    engine,
    cache,
    stackTraces,
    now,
    limit: isLength(limit) ? limit : undefined,
    policy: text,
    lifetime,
  };
}

/** What is not a length is for the core to refuse. */
function isLength(limit: unknown): limit is number {
  return Number.isInteger(limit) && (limit as number) > 0 && (limit as number) < 2 ** 31;
}

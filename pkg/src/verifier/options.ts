import { readTests } from "../claims/reader.js";
import { cloneRead } from "../clone-json.js";
import { invalidOptions } from "../error.js";
import { flag, readOnce, wrongOption } from "../read-options.js";
import { type AskSchema, readSchema } from "../schema/payload.js";
import type { Engine, VerifierOptions } from "../types.js";
import type { VerifiedTokens } from "./cache.js";

const ENGINES: readonly unknown[] = ["auto", "wasm", "host"] satisfies Engine[];
const MAX_CACHE = 1_000_000;

/** Options, of which the policy is the core's to read. */
export interface ReadOptions {
  readonly engine: Engine;
  /** Where verified tokens are kept, if they are; only where there are later calls to keep anything for. */
  readonly newTokens: (() => VerifiedTokens | undefined) | undefined;
  /** Whether the error of a refused token has a stack. */
  readonly stackTraces: boolean;
  /** The time to judge at, where it is fixed. */
  readonly now: number | undefined;
  /** The longest token to look at, in characters, where it is given. */
  readonly limit: number | undefined;
  /** The text of an object; empty where nothing is demanded. */
  readonly policy: string;
  /** What is asked about the claims last. */
  readonly schema: AskSchema | undefined;
  /** Whose keys they are, if that was chosen among several. */
  readonly issuer: string | undefined;
}

/** @param Tokens where there are later calls to keep anything for */
export function readOptions(
  options: Omit<VerifierOptions, "key">,
  Tokens?: new (limit: number) => VerifiedTokens,
): ReadOptions {
  const given = readOnce(options, "options");
  const { schema } = given;
  // It is not JSON.
  if (schema !== undefined) Reflect.deleteProperty(given, "schema");
  const tests = readTests(given);
  const read: typeof options = cloneRead(tests?.options ?? given);
  // The core's own form of what stands in `claims`.
  if ("claimTests" in read) {
    throw invalidOptions("options.claimTests is not an option");
  }
  const { engine = "auto", cache = 0, stackTraces: isTraced, ...policy } = read;
  if (!ENGINES.includes(engine)) {
    throw wrongOption('the option engine must be "auto", "wasm" or "host"', engine);
  }
  if (!Tokens && "cache" in read) {
    throw invalidOptions("the option cache is for createVerifier");
  }
  if (!Number.isInteger(cache) || cache < 0 || cache > MAX_CACHE) {
    throw wrongOption(`the option cache must be a whole number of tokens, 0 to ${MAX_CACHE}`, cache);
  }
  tests?.put(policy);
  const { now, maxTokenLength: limit } = read;
  const stackTraces = flag("stackTraces", isTraced);
  return {
    engine,
    newTokens: Tokens && (() => (cache > 0 ? new Tokens(cache) : undefined)),
    stackTraces,
    now,
    limit: isLength(limit) ? limit : undefined,
    policy: Object.keys(policy).length > 0 ? JSON.stringify(policy) : "",
    schema: schema === undefined ? undefined : readSchema(schema, stackTraces),
    issuer: undefined,
  };
}

/** What is not a length is for the core to refuse. */
function isLength(limit: unknown): limit is number {
  return Number.isInteger(limit) && (limit as number) > 0 && (limit as number) < 2 ** 31;
}

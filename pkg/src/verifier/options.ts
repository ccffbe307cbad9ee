import { readTests } from "../claims/reader.js";
import { cloneRead } from "../clone-json.js";
import { flag, invalidOption, readOnce, wrongValue } from "../read-options.js";
import { type AskSchema, readSchema } from "../schema/payload.js";
import type { Engine, VerifierOptions } from "../types.js";
import type { VerifiedTokens } from "./cache.js";

const ENGINES: readonly unknown[] = ["auto", "wasm", "host"] satisfies Engine[];

/** The options of a verifier, after their checks. The core reads the policy. */
export interface ReadOptions {
  readonly engine: Engine;
  /** Makes the cache of verified tokens, or `undefined` if none was asked for. Only `createVerifier` and the gate have one. */
  readonly newTokens: (() => VerifiedTokens | undefined) | undefined;
  /** Whether the error of a refused token has a stack. */
  readonly stackTraces: boolean;
  /** The option `now`: the time to check the claims at, in seconds since 1970-01-01T00:00:00Z. */
  readonly now: number | undefined;
  /** The option `maxTokenLength`, in characters. */
  readonly limit: number | undefined;
  /** The algorithms that the caller allows for this one key or set, if any. */
  readonly algorithms: unknown;
  /** The other options as JSON text, which is empty if there are none. */
  readonly policy: string;
  /** The option `schema`, which judges the claims last. */
  readonly schema: AskSchema | undefined;
  /** The issuer that the keys belong to; only with `trustedIssuers`. */
  readonly about: { readonly issuer: string } | undefined;
}

/** @param readCache reads the option `cache`, for callers that verify more than one token */
export function readOptions(
  options: Omit<VerifierOptions, "key">,
  readCache?: (cache: number | undefined) => () => VerifiedTokens | undefined,
): ReadOptions {
  const given = readOnce(options, "options");
  const { schema } = given;
  // The rest must be JSON, and a schema is not.
  if (schema !== undefined) delete given["schema"];
  const tests = readTests(given);
  const read: typeof options = cloneRead(tests?.options ?? given);
  // The core has an option of this name, which holds the tests of `claims`. Callers must not set it.
  if ("claimTests" in read) {
    throw invalidOption("claimTests", "is not an option");
  }
  const { engine = "auto", cache, stackTraces: isTraced, ...policy } = read;
  if (!ENGINES.includes(engine)) {
    throw wrongValue("engine", 'must be "auto", "wasm" or "host"', engine);
  }
  if (!readCache && cache !== undefined) {
    throw invalidOption("cache", "is only for createVerifier");
  }
  tests?.put(policy);
  const { now, maxTokenLength: limit } = read;
  const stackTraces = flag("stackTraces", isTraced);
  return {
    engine,
    newTokens: readCache?.(cache),
    stackTraces,
    now,
    // The core refuses any other value.
    limit:
      Number.isInteger(limit) && (limit as number) > 0 && (limit as number) < 2 ** 31 ? limit : undefined,
    algorithms: read.algorithms,
    policy: Object.keys(policy).length > 0 ? JSON.stringify(policy) : "",
    schema: schema === undefined ? undefined : readSchema(schema, stackTraces),
    about: undefined,
  };
}

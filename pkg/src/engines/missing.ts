import { type JwtError, unavailableHere } from "../error.js";
import { isObject } from "../kind.js";
import { comesFromCaller, type EngineName, exportsOf, isProvided, loader } from "../load/registry.js";
import { requestsAreIsolated } from "../runtime/isolated.js";
import type { HostAlgorithm } from "./algorithms.js";

const lacking = new WeakMap<object, HostAlgorithm>();

/** The error of a function without a promise that has no engine. */
export function missing(algorithm: HostAlgorithm, cause?: unknown): JwtError {
  const message = `no loaded engine computes ${algorithm.name} at once here: ${waysToLoad(algorithm)}`;
  const error = unavailableHere(message, cause, "engine");
  lacking.set(error, algorithm);
  return error;
}

/** What the caller must do to get the engine. */
export function waysToLoad({ name, engine }: HostAlgorithm): string {
  if (comesFromCaller()) return `await init(source, "${engine}") first`;
  const line = `import "jwt-wasm/engines/${engine}"`;
  // Workers load nothing at run time.
  return requestsAreIsolated() ? `add the line ${line}` : `await loadEngine("${name}") first, or ${line}`;
}

/** The algorithm whose engine was missing, if the error is one of {@link missing}. */
export function missingOf(thrown: unknown): HostAlgorithm | undefined {
  return isObject(thrown) ? lacking.get(thrown) : undefined;
}

/**
 * Loads the engine if it must. `false` if only an import or `init` of the caller can provide it.
 * @throws {JwtError} `sync_unavailable` if loading it fails
 */
export async function loaded(engine: EngineName): Promise<boolean> {
  if (!isProvided(engine)) {
    const load = loader();
    if (load === undefined) return false;
    try {
      await load(engine);
    } catch (cause) {
      throw unavailableHere(`the engine ${engine} could not be loaded`, cause);
    }
  }
  exportsOf(engine);
  return true;
}

import { type JwtError, unavailableHere } from "../error.js";
import { isObject } from "../kind.js";
import { comesFromCaller, type EngineName, exportsOf, isProvided, loaderOf } from "../load/registry.js";
import { requestsAreIsolated } from "../runtime/isolated.js";
import type { HostAlgorithm } from "./algorithms.js";

const lacking = new WeakMap<object, HostAlgorithm>();

/** The error of a call that would compute at once, and has no engine to do it. */
export function missing(algorithm: HostAlgorithm, cause?: unknown): JwtError {
  const message = `no loaded engine computes ${algorithm.name} at once here: ${waysToLoad(algorithm)}`;
  const error = unavailableHere(message, cause, "engine");
  lacking.set(error, algorithm);
  return error;
}

/** What the caller does to have the engine. */
export function waysToLoad({ name, engine }: HostAlgorithm): string {
  if (comesFromCaller()) return `await init(source, "${engine}") first`;
  const line = `import "jwt-wasm/engines/${engine}"`;
  // There nothing is loaded later.
  return requestsAreIsolated() ? `add the line ${line}` : `await loadEngine("${name}") first, or ${line}`;
}

/** The algorithm whose engine was missing, if this is what was thrown. */
export function missingOf(thrown: unknown): HostAlgorithm | undefined {
  return isObject(thrown) ? lacking.get(thrown) : undefined;
}

/**
 * Whether the engine is there now, loaded if need be; `false` where it comes only by a line of the caller's.
 * @throws {JwtError} `sync_unavailable` if loading it fails
 */
export async function loaded(engine: EngineName): Promise<boolean> {
  if (!isProvided(engine)) {
    const loader = loaderOf(engine);
    if (loader === undefined) return false;
    try {
      await loader();
    } catch (cause) {
      throw unavailableHere(`the engine ${engine} could not be loaded`, cause);
    }
  }
  exportsOf(engine);
  return true;
}

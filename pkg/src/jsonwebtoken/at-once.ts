import { hostAlgorithm } from "../engines/algorithms.js";
import { waysToLoad } from "../engines/missing.js";
import { hasEngine } from "../engines/wasm.js";
import { unavailableHere } from "../error.js";
import type { Algorithm } from "../types.js";
import { needsPromise } from "./callback.js";

/** The error of a call without a callback that needs a promise, with the advice that fits this entry. */
export function unavailableAtOnce(thrown: unknown, name: Algorithm, operation: "sign" | "verify"): unknown {
  const algorithm = hostAlgorithm(name);
  if (!needsPromise(thrown) || algorithm === undefined) return thrown;
  const otherwise = `give ${operation} a callback, or use promises.${operation}`;
  const ways = hasEngine(algorithm, operation) ? `${waysToLoad(algorithm)}, or ${otherwise}` : otherwise;
  const done = operation === "sign" ? "signs" : "verifies";
  return unavailableHere(`nothing here ${done} ${name} at once: ${ways}`, thrown, "engine");
}

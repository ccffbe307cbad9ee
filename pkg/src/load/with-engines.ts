import { loadEngine } from "#module/engines";
import { provideLoader } from "./registry.js";

/**
 * Returns the same function, and registers how engines are loaded. A bundle that uses no such function has no engines.
 * This is not in the functions' own files, because `slim` exports them too, without engines.
 */
export function withEngines<F>(call: F): F {
  provideLoader(loadEngine);
  return call;
}

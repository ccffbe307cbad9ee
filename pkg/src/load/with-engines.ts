import { loaders } from "#module/engines";
import { provideLoaders } from "./registry.js";

/**
 * The same function, which brings along how engines are loaded: a bundle that uses no such function holds no engine. It is not
 * in the functions' own files, since `slim` has them too and gets its modules from the caller.
 */
export function withEngines<F>(call: F): F {
  provideLoaders(loaders);
  return call;
}

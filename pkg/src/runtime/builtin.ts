import { requestsAreIsolated } from "./isolated.js";

/**
 * A built-in module of Node, if the runtime has it: Node, Deno and Bun. Workers are left out, because their modules
 * lack functions and behave differently. The module is looked up at run time, so that no bundler tries to resolve it.
 */
export function nodeModule(name: string): unknown {
  if (requestsAreIsolated()) return undefined;
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  try {
    return process?.getBuiltinModule?.(name);
  } catch {
    // A polyfill of `process` may throw.
    return undefined;
  }
}

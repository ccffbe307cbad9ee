import { requestsAreIsolated } from "./isolated.js";

type NodeModule = { readonly [name: string]: unknown };

/**
 * A built-in module of Node, if the runtime has it: Node, Deno and Bun. Workers are left out, because their modules
 * lack functions and behave differently. The module is looked up at run time, so that no bundler tries to resolve it.
 */
export function nodeModule(name: string): NodeModule | undefined {
  if (requestsAreIsolated()) return undefined;
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => NodeModule } };
  try {
    return process?.getBuiltinModule?.(name);
  } catch {
    // A polyfill of `process` may throw.
    return undefined;
  }
}

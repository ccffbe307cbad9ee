import { requestsAreIsolated } from "./isolated.js";

/**
 * A module of Node's own where the runtime has it: Node, Deno and Bun, and not Workers, whose ones lack some and differ. It is
 * asked for by a function and not imported, so that no bundler looks for it.
 */
export function nodeModule(name: string): unknown {
  if (requestsAreIsolated()) return undefined;
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  try {
    return process?.getBuiltinModule?.(name);
  } catch {
    // Another package's stand-in for `process`, which has no such function to call.
    return undefined;
  }
}

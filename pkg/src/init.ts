import { invalidOptions } from "./error.js";
import { isModule, load, provide } from "./module.js";

/** Where the module comes from: its bytes, a fetch of `jwt-wasm/jwt.wasm`, or what was compiled from it. */
export type ModuleSource = BufferSource | WebAssembly.Module | Response;

/**
 * Loads the module; await it once before anything else is called. A `Response` is compiled while it streams in.
 * @throws {JwtError} `options_invalid` if the source is no such module, with the reason as `cause`.
 */
export async function init(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
  const module = await compile(source).catch((cause: unknown) => {
    throw invalidOptions("the source is no WebAssembly module of this package", cause);
  });
  initSync(module);
}

/**
 * Loads the module from its bytes or from what was compiled from them.
 * @throws {JwtError} `sync_unavailable` if it cannot be instantiated here, with the reason as `cause`.
 */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  provide(() => source);
  load();
}

async function compile(source: ModuleSource | PromiseLike<ModuleSource>): Promise<WebAssembly.Module> {
  const given = await source;
  if (isModule(given)) return given as WebAssembly.Module;
  if (typeof Response === "function" && given instanceof Response) return WebAssembly.compileStreaming(given);
  return WebAssembly.compile(given as BufferSource);
}

import { invalidOptions } from "./error.js";
import { isModule, load, provide } from "./module.js";

/**
 * What `WebAssembly.compile` gives. TypeScript knows its name in programs for browsers only, and there it is
 * `WebAssembly.Module`.
 */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } }
  ? M
  : object;

/** Where the module comes from: its bytes, a fetch of `jwt-wasm/jwt.wasm`, or what was compiled from it. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | WasmModule | Response;

/**
 * Loads the module; await it once before anything else is called. A `Response` is compiled while it streams in.
 * @throws {JwtError} `options_invalid` if the source is no such module, with the reason as `cause`.
 */
export async function init(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
  const module = await compile(source)
    .then(ours)
    .catch((cause: unknown) => {
      throw invalidOptions("the source is no WebAssembly module of this package", cause);
    });
  provide(() => module);
  load();
}

/**
 * Loads the module from its bytes or from what was compiled from them.
 * @throws {JwtError} `sync_unavailable` if it cannot be instantiated here, with the reason as `cause`.
 */
export function initSync(source: ArrayBuffer | ArrayBufferView | WasmModule): void {
  provide(() => ours(isModule(source) ? source : new WebAssembly.Module(source as BufferSource)));
  load();
}

/** Whatever is instantiated stays for good, and with another module each later call would fail in its own way. */
function ours(module: WasmModule): WebAssembly.Module {
  const exported = WebAssembly.Module.exports(module as WebAssembly.Module);
  if (exported.some(({ name }) => name === "signedToken")) return module as WebAssembly.Module;
  throw new TypeError("the module is of something else");
}

async function compile(source: ModuleSource | PromiseLike<ModuleSource>): Promise<WebAssembly.Module> {
  const given = await source;
  if (isModule(given)) return given as WebAssembly.Module;
  if (typeof Response === "function" && given instanceof Response) return WebAssembly.compileStreaming(given);
  return WebAssembly.compile(given as BufferSource);
}

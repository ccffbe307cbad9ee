import { invalidOptions, isJwtError } from "./error.js";
import { checkRuntime } from "./host/needs.js";
import { forbidden, isModule, load, provide } from "./module.js";

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
 * @throws {JwtError} `options_invalid` if the source is not this package's module, `sync_unavailable` if no module can be
 *   compiled here, with the reason as `cause`.
 */
export async function init(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
  checkRuntime();
  let module: WebAssembly.Module;
  try {
    module = ours(await compiled(await source));
  } catch (cause) {
    throw isJwtError(cause) ? cause : invalidOptions("the source is not a module of this package", cause);
  }
  provide(() => module);
  load();
}

/**
 * Loads the module from its bytes or from what was compiled from them.
 * @throws {JwtError} `sync_unavailable` if it cannot be instantiated here, with the reason as `cause`.
 */
export function initSync(source: ArrayBuffer | ArrayBufferView | WasmModule): void {
  provide(() => ours(isModule(source) ? source : new WebAssembly.Module(bytesIn(source))));
  load();
}

/** Whatever is instantiated stays for good, and with another module each later call would fail in its own way. */
function ours(module: WasmModule): WebAssembly.Module {
  const exported = WebAssembly.Module.exports(module as WebAssembly.Module);
  if (exported.some(({ name }) => name === "signedToken")) return module as WebAssembly.Module;
  throw new TypeError("the module is of something else");
}

async function compiled(given: ModuleSource): Promise<WasmModule> {
  if (isModule(given)) return given;
  const compiling = isResponse(given) ? compileResponse(given) : WebAssembly.compile(bytesIn(given));
  return compiling.catch((cause: unknown) => {
    throw forbidden(cause) ?? cause;
  });
}

/** V8 compiles no DataView. */
function bytesIn(given: unknown): BufferSource {
  if (!ArrayBuffer.isView(given)) return given as BufferSource;
  return new Uint8Array(given.buffer, given.byteOffset, given.byteLength) as BufferSource;
}

function isResponse(given: unknown): given is Response {
  return Object.prototype.toString.call(given) === "[object Response]";
}

/**
 * The engine compiles only the runtime's own `Response` while it streams in; one of another realm or of a library is read
 * first.
 */
async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (typeof Response === "function" && response instanceof Response) {
    return WebAssembly.compileStreaming(response);
  }
  if (!response.ok) throw new TypeError(`the answer has the status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

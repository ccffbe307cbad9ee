import { load } from "./core/module.js";
import { invalidOptions, isJwtError } from "./error.js";
import { tagOf } from "./kind.js";
import type { ModuleName } from "./load/names.js";
import { exportsOf, forbidden, isModule, provide, provideByCaller } from "./load/registry.js";
import { checkRuntime } from "./runtime/needs.js";

/**
 * What `WebAssembly.compile` gives. TypeScript knows its name in programs for browsers only, and there it is
 * `WebAssembly.Module`.
 */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } }
  ? M
  : object;

/** Where a module comes from: its bytes, a fetch of it, such as of `jwt-wasm/core.wasm`, or what was compiled from it. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | WasmModule | Response;

/**
 * Which module it is: the core, which every call needs; that of key files, which `publicKey` and `privateKey` need; or an
 * engine, for signatures that the runtime does not compute.
 */
export type { ModuleName };

/**
 * Loads a module; await it for the core before anything else is called. A `Response` is compiled while it streams in.
 * @param name which module it is, if not the core
 * @throws {JwtError} `options_invalid` if the source is not this module of the package, `sync_unavailable` if no module can
 *   be compiled here, with the reason as `cause`.
 */
export async function init(
  source: ModuleSource | PromiseLike<ModuleSource>,
  name: ModuleName = "core",
): Promise<void> {
  checkRuntime();
  checkName(name);
  let module: WebAssembly.Module;
  try {
    module = checked(await compiled(await source), name);
  } catch (cause) {
    throw isJwtError(cause)
      ? cause
      : invalidOptions(`the source is not the module "${name}" of this package`, cause);
  }
  bring(() => module, name);
}

/**
 * Loads a module from its bytes or from what was compiled from them.
 * @param name which module it is, if not the core
 * @throws {JwtError} `sync_unavailable` if it cannot be instantiated here, with the reason as `cause`; `options_invalid` for an
 *   unknown name.
 */
export function initSync(
  source: ArrayBuffer | ArrayBufferView | WasmModule,
  name: ModuleName = "core",
): void {
  checkName(name);
  bring(() => checked(isModule(source) ? source : new WebAssembly.Module(bytesIn(source)), name), name);
}

function bring(source: () => WebAssembly.Module, name: ModuleName): void {
  provideByCaller();
  provide(name, source);
  if (name === "core") load();
  else exportsOf(name);
}

/** What a module is known by. */
const MARKS: { readonly [name in ModuleName]: string } = {
  core: "beginOnce",
  keyfile: "toJwk",
  es256: "verifyingKey",
  es384: "verifyingKey",
  es512: "verifyingKey",
  rsa: "verifyingKey",
  eddsa: "verifyingKey",
};

function checkName(name: unknown): void {
  if (typeof name === "string" && Object.hasOwn(MARKS, name)) return;
  throw invalidOptions(`the name of the module must be one of ${Object.keys(MARKS).join(", ")}`);
}

/** Whatever is instantiated stays for good, and with another module each later call would fail in its own way. */
function checked(module: WasmModule, name: ModuleName): WebAssembly.Module {
  const exported = WebAssembly.Module.exports(module as WebAssembly.Module);
  if (exported.some((one) => one.name === MARKS[name])) return module as WebAssembly.Module;
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
  return tagOf(given) === "Response";
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

import { load } from "./core/module.js";
import { invalidOptions, isJwtError } from "./error.js";
import { tagOf } from "./kind.js";
import type { ModuleName } from "./load/names.js";
import { exportsOf, forbidden, isModule, provide } from "./load/registry.js";
import { checkRuntime } from "./runtime/needs.js";

/** What `WebAssembly.compile` returns. TypeScript knows the name `WebAssembly.Module` only in programs for browsers. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } }
  ? M
  : object;

/** A WebAssembly module: its bytes, the response to a fetch of it, such as of `jwt-wasm/core.wasm`, or the compiled module. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | WasmModule | Response;

/**
 * The name of a module. Every call needs `core`, `publicKey` and `privateKey` need `keyfile`, and
 * `jwt-wasm/jwe` needs `jwe`. The others are engines, which compute the signatures that the runtime's own cryptography does not.
 */
export type { ModuleName };

/**
 * Loads a module. Await it for the core before any other call. A `Response` is compiled while it arrives.
 * @param name of the module. Default `"core"`
 * @throws {JwtError} `options_invalid` if the source is not this module, `sync_unavailable` if the runtime does not
 *   compile WebAssembly, with the reason as `cause`
 * @example
 * ```ts
 * // In a browser: await init(fetch("/core.wasm"));
 * await init(readFile(new URL(import.meta.resolve("jwt-wasm/core.wasm"))));
 * ```
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
 * Loads a module from its bytes, or from the compiled module.
 * @param name of the module. Default `"core"`
 * @throws {JwtError} `sync_unavailable` if the module cannot be instantiated here, with the reason as `cause`;
 *   `options_invalid` for an unknown name
 * @example
 * ```ts
 * initSync(await readFile(new URL(import.meta.resolve("jwt-wasm/engines/es256.wasm"))), "es256");
 * ```
 */
export function initSync(
  source: ArrayBuffer | ArrayBufferView | WasmModule,
  name: ModuleName = "core",
): void {
  checkName(name);
  bring(() => checked(isModule(source) ? source : new WebAssembly.Module(bytesIn(source)), name), name);
}

function bring(source: () => WebAssembly.Module, name: ModuleName): void {
  provide(name, source, true);
  if (name === "core") load();
  else exportsOf(name);
}

/** An export that only this module has, to tell the modules apart. */
const MARKS: { readonly [name in ModuleName]: string } = {
  core: "beginOnce",
  keyfile: "toJwk",
  jwe: "finishDecryption",
  es256: "verifyingKey",
  es384: "verifyingKey",
  es512: "verifyingKey",
  es256k: "verifyingKey",
  rsa: "verifyingKey",
  eddsa: "verifyingKey",
  ed448: "verifyingKey",
  mldsa: "verifyingKey",
};

function checkName(name: unknown): void {
  if (typeof name === "string" && Object.hasOwn(MARKS, name)) return;
  throw invalidOptions(
    `the second argument must be the name of a module, one of ${Object.keys(MARKS).join(", ")}`,
  );
}

/**
 * Checked before the module is instantiated, because an instance stays for good: with a wrong module, every later call
 * would fail.
 */
function checked(module: WasmModule, name: ModuleName): WebAssembly.Module {
  const exported = WebAssembly.Module.exports(module as WebAssembly.Module);
  if (exported.some((one) => one.name === MARKS[name])) return module as WebAssembly.Module;
  throw new TypeError("the module is another one");
}

async function compiled(given: ModuleSource): Promise<WasmModule> {
  if (isModule(given)) return given;
  try {
    return await (tagOf(given) === "Response"
      ? compileResponse(given as Response)
      : WebAssembly.compile(bytesIn(given)));
  } catch (cause) {
    throw forbidden(cause) ?? cause;
  }
}

/** A view of any type as a `Uint8Array`, because V8 does not compile a `DataView`. */
function bytesIn(given: unknown): BufferSource {
  if (!ArrayBuffer.isView(given)) return given as BufferSource;
  return new Uint8Array(given.buffer, given.byteOffset, given.byteLength) as BufferSource;
}

/** The runtime compiles only its own `Response` while it arrives. A response of another realm or of a library is read first. */
async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (typeof Response === "function" && response instanceof Response) {
    return WebAssembly.compileStreaming(response);
  }
  if (!response.ok) throw new TypeError(`the response has the status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

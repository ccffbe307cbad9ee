/**
 * Everything of `jwt-wasm`, except that the caller provides the WebAssembly modules, by `init` or `initSync`. It is
 * for streaming compilation, and for places where no bytes may be inlined.
 *
 * @module jwt-wasm/slim
 */

export * from "./api.js";
export { init, initSync, type ModuleName, type ModuleSource } from "./init.js";

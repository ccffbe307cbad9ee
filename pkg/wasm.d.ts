import type { WasmModule } from "./dist/init.js";

/** The module as a bundler or a runtime that imports WebAssembly gives it, for `jwt-wasm/slim`. */
declare const module: WasmModule;
export default module;

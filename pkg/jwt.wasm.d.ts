/** The module as a bundler or a runtime that imports WebAssembly gives it, for `jwt-wasm/slim`. */
declare const module: WebAssembly.Module;
export default module;

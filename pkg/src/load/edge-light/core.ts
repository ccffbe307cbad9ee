import module from "../../../generated/core.wasm?module";

export const source = (): WebAssembly.Module => module;

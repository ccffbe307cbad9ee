import module from "../../../generated/mldsa.wasm?module";

export const source = (): WebAssembly.Module => module;

import module from "../../../generated/es512.wasm?module";

export const source = (): WebAssembly.Module => module;

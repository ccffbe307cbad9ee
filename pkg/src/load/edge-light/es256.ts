import module from "../../../generated/es256.wasm?module";

export const source = (): WebAssembly.Module => module;

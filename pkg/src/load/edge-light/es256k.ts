import module from "../../../generated/es256k.wasm?module";

export const source = (): WebAssembly.Module => module;

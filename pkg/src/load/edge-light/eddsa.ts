import module from "../../../generated/eddsa.wasm?module";

export const source = (): WebAssembly.Module => module;

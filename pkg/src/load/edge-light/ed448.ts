import module from "../../../generated/ed448.wasm?module";

export const source = (): WebAssembly.Module => module;

import module from "../../../generated/jwe.wasm?module";

export const source = (): WebAssembly.Module => module;

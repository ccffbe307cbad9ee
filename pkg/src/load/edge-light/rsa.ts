import module from "../../../generated/rsa.wasm?module";

export const source = (): WebAssembly.Module => module;

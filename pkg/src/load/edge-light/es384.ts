import module from "../../../generated/es384.wasm?module";

export const source = (): WebAssembly.Module => module;

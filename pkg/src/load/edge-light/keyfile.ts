import module from "../../../generated/keyfile.wasm?module";

export const source = (): WebAssembly.Module => module;

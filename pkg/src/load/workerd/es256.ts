import module from "../../../generated/es256.wasm";

export const source = (): WebAssembly.Module => module;

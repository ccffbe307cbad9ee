import module from "../../../generated/es256k.wasm";

export const source = (): WebAssembly.Module => module;

import module from "../../../generated/mldsa.wasm";

export const source = (): WebAssembly.Module => module;

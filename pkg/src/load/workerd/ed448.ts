import module from "../../../generated/ed448.wasm";

export const source = (): WebAssembly.Module => module;

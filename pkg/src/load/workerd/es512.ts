import module from "../../../generated/es512.wasm";

export const source = (): WebAssembly.Module => module;

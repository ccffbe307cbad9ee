import module from "../../../generated/es384.wasm";

export const source = (): WebAssembly.Module => module;

import module from "../../../generated/eddsa.wasm";

export const source = (): WebAssembly.Module => module;

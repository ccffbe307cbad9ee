import module from "../../../generated/core.wasm";

export const source = (): WebAssembly.Module => module;

import module from "../../../generated/jwe.wasm";

export const source = (): WebAssembly.Module => module;

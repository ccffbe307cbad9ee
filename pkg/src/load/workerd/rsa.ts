import module from "../../../generated/rsa.wasm";

export const source = (): WebAssembly.Module => module;

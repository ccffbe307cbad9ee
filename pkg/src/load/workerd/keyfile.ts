import module from "../../../generated/keyfile.wasm";

export const source = (): WebAssembly.Module => module;

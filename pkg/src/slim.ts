// The modules come from the caller: for streaming compilation, or a policy that allows no inlined bytes.
export * from "./api.js";
export { init, initSync, type ModuleName, type ModuleSource } from "./init.js";

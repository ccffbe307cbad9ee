/** Without the module, because Next.js and Nitro too take each `.wasm` that a script imports, used or not. */
export { source } from "../keyfile-by-name.js";

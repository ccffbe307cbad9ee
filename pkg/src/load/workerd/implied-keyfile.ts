/**
 * Without the module, because Wrangler uploads each `.wasm` that a script imports, also if the import is then dropped,
 * and a Worker compiles all of its upload whenever it starts.
 */
export { source } from "../keyfile-by-name.js";

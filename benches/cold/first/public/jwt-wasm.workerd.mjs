// The line that Workers need. Elsewhere it would only add a file to what is imported.
import "jwt-wasm/keyfile";

export { first } from "./jwt-wasm.mjs";

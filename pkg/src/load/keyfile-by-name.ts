import { unavailableHere } from "../error.js";

/** In place of the module of key files, where only the program's own import brings it. */
export function source(): never {
  throw unavailableHere('no loaded module reads key files here: add the line import "jwt-wasm/keyfile"');
}

// The engines' modules in Node, Deno and Bun. `#engines` is one of the files of this folder.
import { readFileSync } from "node:fs";

export const compiled = (name) =>
  new WebAssembly.Module(readFileSync(new URL(`../../../pkg/generated/${name}.wasm`, import.meta.url)));

// For Node, Deno and Bun.
import * as full from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import { cells } from "./cells.js";
import vectors from "./vectors.js";

const variants = { "jwt-wasm": full, "jwt-wasm/lite": lite };
console.log(JSON.stringify(await cells(variants, vectors, { hasNodeCrypto: true })));

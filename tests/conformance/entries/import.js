// For Node, Deno and Bun.
import * as api from "jwt-wasm";
import * as jwe from "jwt-wasm/jwe";
import { cells } from "./cells.js";
import vectors from "./vectors.js";

console.log(JSON.stringify(await cells(api, vectors, { jwe, hasNodeCrypto: true })));

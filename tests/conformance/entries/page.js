// For browsers: the page that loads this has an import map.
import * as full from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import { cells } from "./cells.js";
import vectors from "./vectors.js";

const variants = { "jwt-wasm": full, "jwt-wasm/lite": lite };
cells(variants, vectors, { hasNodeCrypto: false }).then(
  (done) => window.report({ cells: done }),
  (error) => window.report({ error: `${error}\n${error?.stack}` }),
);

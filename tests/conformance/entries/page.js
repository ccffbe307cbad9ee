// For browsers: the page that loads this has an import map.
import * as api from "jwt-wasm";
import * as jwe from "jwt-wasm/jwe";
import { cells } from "./cells.js";
import vectors from "./vectors.js";

cells(api, vectors, { jwe, hasNodeCrypto: false }).then(
  (done) => window.report({ cells: done }),
  (error) => window.report({ error: `${error}\n${error?.stack}` }),
);

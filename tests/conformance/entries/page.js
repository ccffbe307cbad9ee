// For browsers: the page that loads this has an import map.
import * as api from "jwt-wasm";
import { cells } from "./cells.js";
import vectors from "./vectors.js";

cells(api, vectors, { hasNodeCrypto: false }).then(
  (done) => window.report({ cells: done }),
  (error) => window.report({ error: `${error}\n${error?.stack}` }),
);

// For workerd, which computes nothing of this outside a request.
import * as full from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import { cells } from "./cells.js";
import vectors from "./vectors.js";

const variants = { "jwt-wasm": full, "jwt-wasm/lite": lite };

export default {
  async fetch() {
    // The `node:crypto` of `nodejs_compat` is not used: it takes no key object together with options, and signs and
    // verifies PKCS#1 v1.5 when asked for RSA-PSS.
    return Response.json(await cells(variants, vectors, { hasNodeCrypto: false, isIsolated: true }));
  },
};

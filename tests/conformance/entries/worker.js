// For workerd, which does no such work outside a request.
import * as api from "jwt-wasm";
import "jwt-wasm/engines/ecdsa";
import "jwt-wasm/engines/eddsa";
import "jwt-wasm/engines/ed448";
import "jwt-wasm/engines/mldsa";
import "jwt-wasm/engines/rsa";
import * as jwe from "jwt-wasm/jwe";
import "jwt-wasm/keyfile";
import { cells } from "./cells.js";
import vectors from "./vectors.js";

export default {
  async fetch() {
    // The `node:crypto` of `nodejs_compat` is not used: it does not accept a key object together with options, and it signs and verifies
    // PKCS#1 v1.5 if it is asked for RSA-PSS.
    return Response.json(await cells(api, vectors, { jwe, hasNodeCrypto: false, isIsolated: true }));
  },
};

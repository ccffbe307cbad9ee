// What takes part in every runtime. Each file has a function for each operation its package knows. It gives candidates:
// `{ name, run(input), async?, prepare?(input), claimsOf?(result), signatureOnly?, takesGood? }`, of which `run` throws,
// or rejects, for a token it refuses. The first of all is what the others are compared with.
import * as hono from "./hono.mjs";
import * as jose from "./jose.mjs";
import * as jwtDecode from "./jwt-decode.mjs";
import * as jwtWasm from "./jwt-wasm.mjs";
import * as tsndr from "./tsndr.mjs";
import * as webcrypto from "./webcrypto.mjs";

export const portable = {
  "jwt-wasm": jwtWasm,
  jose,
  "@tsndr/cloudflare-worker-jwt": tsndr,
  hono,
  "jwt-decode": jwtDecode,
  webcrypto,
};

// The candidates of every runtime. Each file has a function for each operation of its package. It gives
// candidates:
// `{ name, run(input), async?, prepare?(input), claimsOf?(result), signatureOnly?, takesGood? }`. Their `run`
// throws,
// or rejects, if it refuses a token. The others are compared with the first.
import * as hono from "./hono.mjs";
import * as jose from "./jose.mjs";
import * as jwtDecode from "./jwt-decode.mjs";
import * as jwtWasm from "./jwt-wasm.mjs";
import * as jwtWasmJwe from "./jwt-wasm-jwe.mjs";
import * as tsndr from "./tsndr.mjs";
import * as webcrypto from "./webcrypto.mjs";

export const portable = {
  "jwt-wasm": { ...jwtWasm, ...jwtWasmJwe },
  jose,
  "@tsndr/cloudflare-worker-jwt": tsndr,
  hono,
  "jwt-decode": jwtDecode,
  webcrypto,
};

// Runs the cases of host-limits.mjs with `node:crypto`, as in Deno.
import * as crypto from "node:crypto";
import { limits } from "./host-limits.mjs";

const real = process.getBuiltinModule;
let imports = 0;
const narrow = (make) => (given) => {
  if (make === crypto.createPublicKey) imports += 1;
  if (given.key?.e === "BQ") throw new Error("modulus too large");
  return make(given);
};
process.getBuiltinModule = (name) =>
  name === "node:crypto"
    ? {
        ...crypto,
        createPublicKey: narrow(crypto.createPublicKey),
        createPrivateKey: narrow(crypto.createPrivateKey),
      }
    : real(name);
// WebCrypto refuses the key as well, so that it cannot take over.
const { importKey } = globalThis.crypto.subtle;
globalThis.crypto.subtle.importKey = async (form, jwk, ...rest) => {
  if (jwk.e === "BQ") throw new DOMException("no such exponent", "OperationError");
  return importKey.call(globalThis.crypto.subtle, form, jwk, ...rest);
};

const api = await import("jwt-wasm");
limits({ api, isSync: true, imports: () => imports });

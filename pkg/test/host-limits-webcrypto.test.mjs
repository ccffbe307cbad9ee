// Runs the cases of host-limits.mjs with WebCrypto, as in workerd.
import { limits } from "./host-limits.mjs";

process.getBuiltinModule = undefined;
let imports = 0;
const { importKey } = crypto.subtle;
crypto.subtle.importKey = async (form, jwk, ...rest) => {
  imports += 1;
  if (jwk.e === "BQ")
    throw new DOMException("Imported RSA key has invalid publicExponent 5.", "OperationError");
  return importKey.call(crypto.subtle, form, jwk, ...rest);
};

const api = await import("jwt-wasm");
limits({ api, isSync: false, imports: () => imports });

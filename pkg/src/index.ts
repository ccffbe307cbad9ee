import { source } from "#module/core";
import {
  createVerifier as justCreateVerifier,
  explain as justExplain,
  loadEngine as justLoadEngine,
  privateKey as justPrivateKey,
  publicKey as justPublicKey,
  sign as justSign,
  signJws as justSignJws,
  verify as justVerify,
  verifyJws as justVerifyJws,
} from "./api.js";
import { provide } from "./load/registry.js";
import { withEngines } from "./load/with-engines.js";
import { withKeyFile } from "./load/with-keyfile.js";

provide("core", source);

export * from "./api.js";

// Each brings its modules along, if it is used at all, and is the same function. The types are `api.ts`'s own.
export const createVerifier = /* @__PURE__ */ withEngines(justCreateVerifier);
export const explain = /* @__PURE__ */ withEngines(justExplain);
export const loadEngine = /* @__PURE__ */ withEngines(justLoadEngine);
export const privateKey = /* @__PURE__ */ withKeyFile(justPrivateKey);
export const publicKey = /* @__PURE__ */ withKeyFile(justPublicKey);
export const sign = /* @__PURE__ */ withEngines(justSign);
export const signJws = /* @__PURE__ */ withEngines(justSignJws);
export const verify = /* @__PURE__ */ withEngines(justVerify);
export const verifyJws = /* @__PURE__ */ withEngines(justVerifyJws);

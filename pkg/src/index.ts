import { source } from "#module/core";
import {
  createVerifier as justCreateVerifier,
  explain as justExplain,
  generateKeyPair as justGenerateKeyPair,
  loadEngine as justLoadEngine,
  sign as justSign,
  signJws as justSignJws,
  verify as justVerify,
  verifyJws as justVerifyJws,
} from "./api.js";
import { provide } from "./load/registry.js";
import { withEngines } from "./load/with-engines.js";
import { withNameCheck } from "./load/with-name-check.js";

provide("core", source);

export * from "./api.js";
export { privateKey, publicKey } from "./load/key-files.js";

// The same functions, each with the WebAssembly modules that it needs: a bundle has the modules only if it uses the
// function. Their types are those of `api.ts`.
export const createVerifier = /* @__PURE__ */ withEngines(/* @__PURE__ */ withNameCheck(justCreateVerifier));
export const explain = /* @__PURE__ */ withEngines(/* @__PURE__ */ withNameCheck(justExplain));
export const generateKeyPair = /* @__PURE__ */ withEngines(justGenerateKeyPair);
export const loadEngine = /* @__PURE__ */ withEngines(justLoadEngine);
export const sign = /* @__PURE__ */ withEngines(/* @__PURE__ */ withNameCheck(justSign));
export const signJws = /* @__PURE__ */ withEngines(/* @__PURE__ */ withNameCheck(justSignJws));
export const verify = /* @__PURE__ */ withEngines(/* @__PURE__ */ withNameCheck(justVerify));
export const verifyJws = /* @__PURE__ */ withEngines(/* @__PURE__ */ withNameCheck(justVerifyJws));

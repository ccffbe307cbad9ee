import { source } from "#module/core";
import * as api from "./api.js";
import { provide } from "./load/registry.js";
import { withEngines } from "./load/with-engines.js";
import { withKeyFile } from "./load/with-keyfile.js";

provide("core", source);

export * from "./api.js";

// Each brings its modules along, if it is used at all. The types are those of `api.ts`.
export const createVerifier = /* @__PURE__ */ withEngines(api.createVerifier);
export const explain = /* @__PURE__ */ withEngines(api.explain);
export const loadEngine = /* @__PURE__ */ withEngines(api.loadEngine);
export const privateKey = /* @__PURE__ */ withKeyFile(api.privateKey);
export const publicKey = /* @__PURE__ */ withKeyFile(api.publicKey);
export const sign = /* @__PURE__ */ withEngines(api.sign);
export const signJws = /* @__PURE__ */ withEngines(api.signJws);
export const verify = /* @__PURE__ */ withEngines(api.verify);
export const verifyJws = /* @__PURE__ */ withEngines(api.verifyJws);

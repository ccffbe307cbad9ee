// Runs the cases of explain-signature.mjs without `node:crypto`, as in browsers and Workers.
import { reportsOnSignatures } from "./explain-signature.mjs";

process.getBuiltinModule = undefined;
const api = await import("jwt-wasm");

reportsOnSignatures({ api, isSync: false });

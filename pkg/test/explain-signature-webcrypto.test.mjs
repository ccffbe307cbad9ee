// As in browsers and Workers, where the host answers by promises only.
import { reportsOnSignatures } from "./explain-signature.mjs";

process.getBuiltinModule = undefined;
const api = await import("jwt-wasm");

reportsOnSignatures({ api, isSync: false });

import * as api from "jwt-wasm";
import { reportsOnSignatures } from "./explain-signature.mjs";

reportsOnSignatures({ api, isSync: true });

import * as full from "jwt-wasm";
import * as lite from "jwt-wasm/lite";
import { reportsOnSignatures } from "./explain-signature.mjs";

reportsOnSignatures({ full, lite, isSync: true });

// As in browsers and Workers, where the host answers by promises only.
import { reportsOnSignatures } from "./explain-signature.mjs";

process.getBuiltinModule = undefined;
const full = await import("jwt-wasm");
const lite = await import("jwt-wasm/lite");

reportsOnSignatures({ full, lite, isSync: false });

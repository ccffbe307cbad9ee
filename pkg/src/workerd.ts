// Cloudflare Workers forbid compiling bytes at run time and give a compiled module for the import instead.
import module from "../generated/jwt.wasm";
import { provide } from "./module.js";

provide(() => module);

export * from "./api.js";

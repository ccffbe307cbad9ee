// Vercel's edge runtime forbids compiling bytes at run time and gives a compiled module for this import instead.
import module from "../generated/jwt.wasm?module";
import { provide } from "./module.js";

provide(() => module);

export * from "./api.js";

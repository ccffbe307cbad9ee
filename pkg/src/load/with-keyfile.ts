import { source } from "#module/keyfile";
import { provide } from "./registry.js";

/** Returns the same function, and registers the module of key files. A bundle that reads no key files leaves the module out. */
export function withKeyFile<F>(call: F): F {
  provide("keyfile", source);
  return call;
}

import { source } from "#module/implied-keyfile";
import { isProvided, provide } from "./registry.js";

/** Returns the same function, and registers the module of key files. A bundle that reads no key files leaves the module out. */
export function withKeyFile<F>(call: F): F {
  // The program's own import may have come first.
  if (!isProvided("keyfile")) provide("keyfile", source);
  return call;
}

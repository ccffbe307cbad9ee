import { source } from "#module/keyfile";
import { provide } from "./registry.js";

/** As `withEngines`, for functions that read key files. */
export function withKeyFile<F>(call: F): F {
  provide("keyfile", source);
  return call;
}

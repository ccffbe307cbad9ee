import type { Loaders } from "../registry.js";

/** For functions that return a promise. Bundlers that split code make a chunk of each engine. */
export const loaders: Loaders = {
  es256: () => import("../../engines/es256.js"),
  es384: () => import("../../engines/es384.js"),
  es512: () => import("../../engines/es512.js"),
  es256k: () => import("../../engines/es256k.js"),
  rsa: () => import("../../engines/rsa.js"),
  eddsa: () => import("../../engines/eddsa.js"),
  ed448: () => import("../../engines/ed448.js"),
  mldsa: () => import("../../engines/mldsa.js"),
};

import type { Loaders } from "../registry.js";

/** For calls that answer by a promise. Bundlers that split code make a chunk of each. */
export const loaders: Loaders = {
  es256: () => import("../../engines/es256.js"),
  es384: () => import("../../engines/es384.js"),
  es512: () => import("../../engines/es512.js"),
  rsa: () => import("../../engines/rsa.js"),
  eddsa: () => import("../../engines/eddsa.js"),
};

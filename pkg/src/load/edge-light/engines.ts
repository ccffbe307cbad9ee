import type { Loaders } from "../registry.js";

/** None: the size of an edge function counts, so engines come by the user's own import only. */
export const loaders: Loaders = {};

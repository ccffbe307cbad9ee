import type { Loaders } from "../registry.js";

/** None: each module of an upload is compiled whenever the Worker starts, so engines come by the user's own import only. */
export const loaders: Loaders = {};

import type { EngineLoader } from "../registry.js";

/** None, because the size of an edge function is limited. An engine is there only if the program imports it. */
export const loadEngine: EngineLoader | undefined = undefined;

import type { EngineLoader } from "../registry.js";

/**
 * None, because a Worker compiles every module of its upload whenever it starts. An engine is there only if the program
 * imports it.
 */
export const loadEngine: EngineLoader | undefined = undefined;

import type { CoreWords } from "../core";

/** In English the core's own messages are used. */
export const core: CoreWords = { errors: {}, passed: {}, skipped: {} };

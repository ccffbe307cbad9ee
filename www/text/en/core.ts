import type { CoreWords } from "../core";

/** The core's own words. */
export const core: CoreWords = { errors: {}, passed: {}, skipped: {} };

import { verifyLater, verifySync } from "./index.js";

/**
 * What verifies by an engine. It comes with the functions that make public keys, so that a bundle with secrets alone has none of
 * it.
 */
export const verifying = { verifyLater, verifySync };

export type Verifying = typeof verifying;

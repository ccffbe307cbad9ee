/** Seconds that a store of revocations may take: longer than it should, and shorter than a client waits. */
export const STORE_TIMEOUT = 5;

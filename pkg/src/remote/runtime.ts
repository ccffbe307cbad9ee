/**
 * Whether a promise or stream of one request must not be awaited by another: Cloudflare Workers refuses it with "Cannot
 * perform I/O on behalf of a different request", or lets the waiting request hang. Vercel's edge runtime is built on it.
 */
export function requestsAreIsolated(): boolean {
  return globalThis.navigator?.userAgent === "Cloudflare-Workers" || "EdgeRuntime" in globalThis;
}

/**
 * Whether a promise or stream of one request must not be awaited by another: Cloudflare Workers refuses it with "Cannot
 * perform I/O on behalf of a different request", or lets the waiting request hang. Vercel's edge runtime is built on it.
 */
export function requestsAreIsolated(): boolean {
  return isCloudflare() || "EdgeRuntime" in globalThis;
}

/**
 * Whether `fetch` of the request that came in goes on to what it was for: from a Cloudflare route to the origin server, from
 * a browser's service worker to the network. Elsewhere, in Vercel's edge runtime too, it comes back to this program.
 */
export function fetchGoesOn(): boolean {
  // Workers with a compatibility date before 2022-03-21 have no navigator.
  return isCloudflare() || "ServiceWorkerGlobalScope" in globalThis;
}

function isCloudflare(): boolean {
  return globalThis.navigator?.userAgent === "Cloudflare-Workers";
}

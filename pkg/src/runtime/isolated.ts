/**
 * Whether one request must not await a promise or a stream of another. Cloudflare Workers throws "Cannot perform I/O on
 * behalf of a different request", or the waiting request hangs. Vercel's edge runtime is built on Workers.
 */
export function requestsAreIsolated(): boolean {
  return isCloudflare() || "EdgeRuntime" in globalThis;
}

/**
 * Whether `fetch(request)` forwards a request that came in: from a Cloudflare route to the origin server, or from a
 * browser's service worker to the network. In other runtimes, Vercel's edge runtime included, it comes back to the same
 * program.
 */
export function fetchGoesOn(): boolean {
  // Workers with a compatibility date before 2022-03-21 have no `navigator`.
  return isCloudflare() || "ServiceWorkerGlobalScope" in globalThis;
}

function isCloudflare(): boolean {
  return globalThis.navigator?.userAgent === "Cloudflare-Workers";
}

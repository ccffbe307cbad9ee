/**
 * Caches the files of the inspector so that it works offline; a second build does the same for the docs. It handles only
 * the addresses in the list, stores nothing that a person enters, and requests only its own host. Online, the newest page is fetched, and the cached one
 * is the fallback. Other files have a hash in their names and are never fetched twice.
 */

declare const self: ServiceWorkerGlobalScope;

/** Relative to the worker, pages without their ending; `www/build/precache.ts` or `docs/build/seal.mjs` fills them in. */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;
declare const __NAME__: string;

const { scope } = self.registration;

/** Several deployments on one host share their cache names, so the scope is part of the name. */
const OURS = `jwt-wasm ${__NAME__} ${scope} `;
const CACHE = OURS + __VERSION__;

const FILES = new Set(__FILES__.map((file) => new URL(file, scope).href));
const PAGES = new Set(Array.from(FILES).filter((address) => !/\.\w+$/.test(address)));

/** Milliseconds. A network that does not answer counts as offline. */
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = request.url.replace(/[?#].*$/, "");
  if (request.mode === "navigate") {
    const page = address.replace(/(?:index)?\.html$/, "");
    if (PAGES.has(page)) event.respondWith(newestPage(request, page));
  } else if (FILES.has(address)) {
    event.respondWith(keptFile(request, address));
  }
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(Array.from(FILES, newest));
}

/** The browser has just cached the files with a hash in their names; for others its cache may be outdated. */
function newest(address: string): Request {
  return new Request(address, { cache: address.includes("/assets/") ? "default" : "no-cache" });
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function newestPage(request: Request, page: string): Promise<Response> {
  const kept = async () => (await caches.match(page, { cacheName: CACHE })) ?? Response.error();
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(request, { cache: "no-cache", signal });
    // The browser follows redirections itself.
    return response.ok || response.type === "opaqueredirect" ? response : await kept();
  } catch {
    return kept();
  }
}

async function keptFile(request: Request, address: string): Promise<Response> {
  return (await caches.match(address, { cacheName: CACHE })) ?? fetch(request);
}

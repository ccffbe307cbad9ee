/**
 * Keeps the page's own files, so that the page works offline. It never looks at an address beyond their list, keeps
 * nothing that a person enters, and asks its own host only.
 *
 * Anyone who is online gets the newest page: it is fetched first, and the kept one stands in. All else carries its content's
 * hash in its name and is never fetched twice.
 */

declare const self: ServiceWorkerGlobalScope;

/** Relative to the worker; put in by `build/precache.ts`. */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const { scope } = self.registration;

/** One host can hold several deployments below different paths, and they share their caches' names. */
const OURS = `jwt-wasm inspector ${scope} `;
const CACHE = OURS + __VERSION__;
const PAGE = scope;

const FILES = new Set(__FILES__.map((file) => new URL(file, scope).href));

/** Milliseconds. A network that is there but gives no answer is as good as none. */
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
    if (address === PAGE || address === `${PAGE}index.html`) event.respondWith(newestPage(request));
  } else if (FILES.has(address)) {
    event.respondWith(keptFile(request, address));
  }
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(Array.from(FILES, newest));
}

/** The page has just loaded the files that have a hash in their names; of others an older one may be at hand. */
function newest(address: string): Request {
  return new Request(address, { cache: address.includes("/assets/") ? "default" : "no-cache" });
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function newestPage(request: Request): Promise<Response> {
  const kept = async () => (await caches.match(PAGE, { cacheName: CACHE })) ?? Response.error();
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(request, { cache: "no-cache", signal });
    // A redirection is the browser's to follow.
    return response.ok || response.type === "opaqueredirect" ? response : await kept();
  } catch {
    return kept();
  }
}

async function keptFile(request: Request, address: string): Promise<Response> {
  return (await caches.match(address, { cacheName: CACHE })) ?? fetch(request);
}

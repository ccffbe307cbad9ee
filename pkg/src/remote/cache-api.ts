import { namedOptions, wrongOption } from "../read-options.js";
import type { CachedJwks, JwksCache } from "./cache.js";
import { now } from "./clock.js";

/** Which of the runtime's caches to use. */
export interface CacheApiOptions {
  /** The name of a cache of its own. Default: `caches.default` where there is one, as in Workers. */
  name?: string;
}

const DEFAULT_NAME = "jwt-wasm";

const names = new WeakMap<JwksCache, string>();

/**
 * Which of the runtime's caches this is, or `undefined` for a cache of the caller's own. Two of the same name are one
 * cache, with the same content.
 * @internal
 */
export function apiNameOf(cache: JwksCache): string | undefined {
  return names.get(cache);
}

/**
 * The runtime's Cache API (Cloudflare Workers, Deno, browsers) as a place for answers. Where there is none, it is an
 * empty cache. Entries leave it when they expire, where the runtime heeds `Cache-Control`.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const key = remoteJwks("https://issuer.example/.well-known/jwks.json", { cache: cacheApi() });
 * ```
 */
export function cacheApi(options: CacheApiOptions = {}): JwksCache {
  const { name } = namedOptions(options, "options", ["name"]);
  if (name !== undefined && (typeof name !== "string" || name === "")) {
    throw wrongOption("options.name must be a string, and not empty", name);
  }
  const cache: JwksCache = {
    async get(url) {
      try {
        const found = await (await open(name))?.match(address(url));
        return found === undefined ? undefined : ((await found.json()) as CachedJwks);
      } catch {
        return undefined;
      }
    },
    async set(url, entry) {
      const seconds = Math.ceil(entry.expiresAt - now());
      if (seconds <= 0) return;
      const headers = { "content-type": "application/json", "cache-control": `public, max-age=${seconds}` };
      try {
        await (await open(name))?.put(address(url), new Response(JSON.stringify(entry), { headers }));
      } catch {
        // The next one asks the provider.
      }
    },
  };
  names.set(cache, JSON.stringify(name ?? null));
  // One with other functions would be another cache.
  return Object.freeze(cache);
}

async function open(name: string | undefined): Promise<Cache | undefined> {
  if (!("caches" in globalThis)) return undefined;
  if (name !== undefined) return caches.open(name);
  return (caches as CacheStorage & { default?: Cache }).default ?? caches.open(DEFAULT_NAME);
}

/**
 * An address of the same host, which Workers advise, but not the key set's own: `caches.default` is what their `fetch`
 * answers from as well. Fragments are not part of a cache's address.
 */
function address(url: string): string {
  const place = new URL(url);
  place.searchParams.set("jwt-wasm-cache", place.hash.slice(1));
  place.hash = "";
  return place.href;
}

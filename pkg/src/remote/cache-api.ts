import { namedOptions, wrongOption } from "../read-options.js";
import type { CachedJwks, JwksCache } from "./cache.js";
import { now } from "./clock.js";

/** The options of `cacheApi`. */
export interface CacheApiOptions {
  /**
   * The name of the cache. Default: `caches.default` if the runtime has it, such as Workers; otherwise a cache named
   * `jwt-wasm`.
   */
  name?: string;
}

const DEFAULT_NAME = "jwt-wasm";

const names = new WeakMap<JwksCache, string>();

/**
 * The name of a cache that `cacheApi` made, or `undefined` for a caller's own cache. Caches of the same name have the
 * same content, so key sets that use them can share their state.
 * @internal
 */
export function apiNameOf(cache: JwksCache): string | undefined {
  return names.get(cache);
}

/**
 * Makes a cache for the option `cache` from the runtime's Cache API (Cloudflare Workers, Deno, browsers). Without a
 * Cache API it is an empty cache. Entries expire if the runtime respects `Cache-Control`.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const key = remoteJwks("https://issuer.example/.well-known/jwks.json", { cache: cacheApi() });
 * ```
 */
export function cacheApi(options: CacheApiOptions = {}): JwksCache {
  const { name } = namedOptions(options, "options", ["name"]);
  if (name !== undefined && (typeof name !== "string" || name === "")) {
    throw wrongOption("name", "must be a string that is not empty", name);
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
        // Then the next isolate fetches from the provider.
      }
    },
  };
  names.set(cache, JSON.stringify(name ?? null));
  // Frozen, because a cache with replaced functions would no longer be the one of this name.
  return Object.freeze(cache);
}

async function open(name: string | undefined): Promise<Cache | undefined> {
  if (!("caches" in globalThis)) return undefined;
  if (name !== undefined) return caches.open(name);
  return (caches as CacheStorage & { default?: Cache }).default ?? caches.open(DEFAULT_NAME);
}

/**
 * The URL of the cache entry. It has the same host, as Workers recommend, but is not the key set's URL, because `fetch`
 * of a Worker answers from `caches.default` too. A fragment is moved to the query, because a cache ignores fragments.
 */
function address(url: string): string {
  const place = new URL(url);
  place.searchParams.set("jwt-wasm-cache", place.hash.slice(1));
  place.hash = "";
  return place.href;
}

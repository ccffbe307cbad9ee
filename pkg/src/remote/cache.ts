import { isObject } from "../kind.js";
import { textEncoder } from "../runtime/text.js";
import { CLOCK_SKEW, now } from "./clock.js";
import { within } from "./deadline.js";

/** A provider's answer as a cache keeps it. It is plain JSON, so any store can hold it. */
export interface CachedJwks {
  /** The text of the key set, or of an issuer's metadata. */
  readonly jwks: string;
  /** When it was requested, in seconds since 1970-01-01T00:00:00Z. */
  readonly fetchedAt: number;
  /** When it must be requested again, in seconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/**
 * A cache that shares answers with other isolates, processes or machines, such as Workers KV, the Cache API or Redis.
 * Anybody who can write to it chooses the keys that tokens are verified with. A cache that fails, takes more than a
 * second or returns something else counts as empty.
 */
export interface JwksCache {
  /**
   * Returns the entry for a URL, or `null` or `undefined` if there is none.
   * @param url the URL of the key set or of an issuer's metadata. With the option `headers` or `fetch` it has a
   *   fragment, which is a hash of the headers and of whether `fetch` was given
   * @throws any error: a cache that fails counts as empty
   */
  get(url: string): Promise<CachedJwks | null | undefined>;
  /**
   * Keeps an entry for a URL.
   * @throws any error, which is ignored
   */
  set(url: string, entry: CachedJwks): Promise<void>;
}

/** The cache, and the limits that its entries must respect. */
export interface CacheSettings {
  readonly cache: JwksCache | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The option `fetch`, if it was given. */
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly timeout: number;
  readonly maxBytes: number;
  readonly maxAge: number;
}

// In seconds. A cache that takes longer saves no time.
const TIMEOUT = 1;

/** The entry, if there is one within the limits. It may have expired. */
export async function readCache(
  url: URL,
  settings: CacheSettings,
  signals: readonly AbortSignal[],
): Promise<CachedJwks | undefined> {
  const { cache } = settings;
  if (cache === undefined) return undefined;
  const read = async (): Promise<unknown> => cache.get(await keyOf(url, settings));
  return checked(await attempt(read, settings.timeout, signals), settings);
}

export async function writeCache(
  url: URL,
  settings: CacheSettings,
  entry: CachedJwks,
  signals: readonly AbortSignal[],
): Promise<void> {
  const { cache } = settings;
  if (cache === undefined) return;
  const write = async (): Promise<void> => cache.set(await keyOf(url, settings), entry);
  await attempt(write, settings.timeout, signals);
}

async function attempt(
  work: () => Promise<unknown>,
  timeout: number,
  signals: readonly AbortSignal[],
): Promise<unknown> {
  try {
    return await within(signals, work, Math.min(TIMEOUT, timeout));
  } catch {
    return undefined;
  }
}

/**
 * The key of the entry. Different headers can get different answers, so they are a part of the key; they are hashed,
 * because their values may be secret. An answer to a caller's own `fetch` must not be mistaken for one to the runtime's
 * `fetch`.
 */
async function keyOf(url: URL, { headers, fetch }: CacheSettings): Promise<string> {
  if (headers.length === 0 && fetch === undefined) return url.href;
  const chosenBy = JSON.stringify(fetch === undefined ? headers : [headers, "fetch"]);
  const digest = await crypto.subtle.digest("SHA-256", textEncoder().encode(chosenBy));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${url.href}#${hex}`;
}

function checked(found: unknown, { maxBytes, maxAge }: CacheSettings): CachedJwks | undefined {
  if (!isObject(found)) return undefined;
  const { jwks, fetchedAt, expiresAt } = found as Record<keyof CachedJwks, unknown>;
  if (typeof jwks !== "string" || !isTime(fetchedAt) || !isTime(expiresAt)) return undefined;
  const lifetime = expiresAt - fetchedAt;
  // One second more, because the difference of two floating-point times is not exact.
  if (lifetime < 0 || lifetime > maxAge + 1) return undefined;
  if (fetchedAt > now() + CLOCK_SKEW) return undefined;
  if (jwks.length > maxBytes || textEncoder().encode(jwks).byteLength > maxBytes) return undefined;
  return { jwks, fetchedAt, expiresAt };
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

import { isObject } from "../kind.js";
import { textEncoder } from "../runtime/text.js";
import { CLOCK_SKEW, now } from "./clock.js";
import { within } from "./deadline.js";

/** A provider's answer as it is kept: plain JSON, so that any store will do. */
export interface CachedJwks {
  /** The text of the key set, or of what else was asked for: an issuer's metadata. */
  readonly jwks: string;
  /** When it was asked for, in seconds since 1970-01-01T00:00:00Z. */
  readonly fetchedAt: number;
  /** When it has to be asked for again, in seconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/**
 * Keeps answers for other isolates, processes or machines: Workers KV, the Cache API, Redis. Anyone who can write to it
 * chooses the keys that tokens are verified with. One that fails, hangs for a second or holds something else is as good
 * as empty.
 */
export interface JwksCache {
  /**
   * @param url the URL of the key set, or of an issuer's metadata. If there is an option `headers` or `fetch`, its fragment is a digest of the headers and of
   *   whether there is a `fetch`.
   */
  get(url: string): Promise<CachedJwks | null | undefined>;
  set(url: string, entry: CachedJwks): Promise<void>;
}

/** Where answers are kept, and what bounds the trust in them. */
export interface CacheSettings {
  readonly cache: JwksCache | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The caller's own, if there is one. */
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly timeout: number;
  readonly maxBytes: number;
  readonly maxAge: number;
}

// A cache is there to save time.
const TIMEOUT = 1;

/** The entry, if there is one within the bounds; it may have expired. */
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
    return await within({ seconds: Math.min(TIMEOUT, timeout), signals }, work);
  } catch {
    return undefined;
  }
}

/**
 * The name under which answers are kept. Headers can choose the answer, and their values must stay secret. What a
 * caller's own `fetch` brought must not be taken for what the runtime's brings.
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
  // What was added and taken away again may have lost a bit.
  if (lifetime < 0 || lifetime > maxAge + 1) return undefined;
  if (fetchedAt > now() + CLOCK_SKEW) return undefined;
  if (jwks.length > maxBytes || textEncoder().encode(jwks).byteLength > maxBytes) return undefined;
  return { jwks, fetchedAt, expiresAt };
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

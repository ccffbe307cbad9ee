import { isJwtError, JwtError } from "./error.js";
import type { KeySet, kind } from "./key.js";
import { publishedKeySet } from "./keys/jwk.js";
import { type RemoteJwksOptions, RemoteSource } from "./remote/source.js";

/** Keys that are fetched when they are needed, and kept while they are fresh. */
export interface RemoteKeySet {
  readonly [kind]: "remote set";
  /**
   * Fetches the keys if they are not there or not fresh, so that the first token need not wait.
   * @throws {JwtError} `jwks_unavailable`
   */
  prefetch(): Promise<void>;
}

const RemoteKeys = class RemoteKeySet {
  readonly #source: RemoteSource<KeySet>;

  constructor(source: RemoteSource<KeySet>) {
    this.#source = source;
  }

  prefetch(): Promise<void> {
    return this.#source.prefetch();
  }

  static sourceOf(key: unknown): RemoteSource<KeySet> | undefined {
    return typeof key === "object" && key !== null && #source in key ? key.#source : undefined;
  }
};

/**
 * The keys that a provider publishes as a JSON Web Key Set (RFC 7517 §5) at an address. Nothing is fetched before the
 * first token, or `prefetch`. Sets that ask one URL in the same way share what was fetched, unless they have a `fetch` or
 * an `initial` of their own; each set's own options decide how old it may be. Secrets (`oct`) in a set are left out:
 * everybody who can read it could sign with them.
 * @param url https; http for loopback addresses, and for others with `allowInsecure`
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const key = remoteJwks("https://issuer.example/.well-known/jwks.json", { timeout: 2, maxAge: 3600 });
 * const verifier = createVerifier({ key, issuer: "https://issuer.example", audience: "api" });
 * ```
 */
export function remoteJwks(url: string | URL, options: RemoteJwksOptions = {}): RemoteKeySet {
  return new RemoteKeys(RemoteSource.shared(url, options, publishedKeySet)) as unknown as RemoteKeySet;
}

/** @internal */
export const sourceOf = RemoteKeys.sourceOf;

/**
 * The set as far as it is there without waiting.
 * @throws {JwtError} `sync_unavailable`
 * @internal
 */
export function setAtHand(source: RemoteSource<KeySet>): KeySet {
  const set = source.peek();
  if (set) return set;
  const message =
    "the key set is not there, or not fresh: await the function without Sync, or prefetch before";
  throw new JwtError(message, { code: "sync_unavailable" });
}

/**
 * Uses the set, and once more if a key was not found and there is a newer set.
 * @internal
 */
export async function withSet<T>(source: RemoteSource<KeySet>, use: (set: KeySet) => Promise<T>): Promise<T> {
  const set = await source.current();
  try {
    return await use(set);
  } catch (error) {
    const isUnknown = isJwtError(error) && error.code === "key_not_found";
    const newer = isUnknown ? await source.refreshed(set) : undefined;
    if (newer === undefined) throw error;
    return use(newer);
  }
}

import type { KeySet, kind } from "./key.js";
import { handleOf, KeyObject } from "./keys/handle.js";
import { publishedKeySet } from "./keys/jwk.js";
import { type RemoteJwksOptions, RemoteSource, type SourceState } from "./remote/source.js";
import { setAtHand, withSet } from "./remote/with-set.js";
import { RemoteVerifier } from "./verifier/remote.js";

/** A provider's key set, which is fetched when it is needed and kept while it is fresh. */
export interface RemoteKeySet {
  /** @hidden */
  readonly [kind]: "remote set";
  /**
   * Fetches the keys if there are none that are fresh, so that the first token need not wait.
   * @throws {JwtError} `jwks_unavailable`
   */
  prefetch(): Promise<void>;
  /**
   * Fetches the keys now, even if the present ones are fresh, a cool-down is running or a `cache` has an answer. It is
   * for a program that has learned that the provider's keys have changed. Sets that share the fetched keys get the new
   * ones as well.
   * @throws {JwtError} `jwks_unavailable`; the present keys then stay in use
   */
  reload(): Promise<void>;
  /** The state of the keys at this moment, for a health check or a log. Reading it fetches nothing. */
  readonly state: RemoteKeySetState;
}

/** The state of a fetched key set. */
export type RemoteKeySetState = SourceState;

const RemoteKeys = class RemoteKeySet extends KeyObject {
  readonly #source: RemoteSource<KeySet>;

  constructor(source: RemoteSource<KeySet>) {
    super({
      verifier: (options) => new RemoteVerifier(source, options),
      use: (use) => withSet(source, (set) => use(handleOf(set))),
      atHand: () => handleOf(setAtHand(source)),
      prefetch: () => source.prefetch(),
    });
    this.#source = source;
  }

  prefetch(): Promise<void> {
    return this.#source.prefetch();
  }

  reload(): Promise<void> {
    return this.#source.reload();
  }

  get state(): SourceState {
    return this.#source.state;
  }
};

/**
 * Makes a key from the JSON Web Key Set (RFC 7517 §5) that a provider publishes at a URL. The first token fetches it,
 * or `prefetch`. Sets with the same URL, `headers`, `timeout`, `maxBytes` and `cache` share what was fetched, unless
 * they have their own `fetch` or `initial`; each set's own options decide how old it may be. Shared secrets (`oct`) in
 * the set are left out, because anybody who can read it could sign with them.
 * @param url the URL of the key set: https, or http for a loopback address or with `allowInsecure`
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

import type { KeySet, kind } from "./key.js";
import { handleOf, KeyObject } from "./keys/handle.js";
import { publishedKeySet } from "./keys/jwk.js";
import { type RemoteJwksOptions, RemoteSource, type SourceState } from "./remote/source.js";
import { setAtHand, withSet } from "./remote/use.js";
import { RemoteVerifier } from "./verifier/remote.js";

/** Keys that are fetched when they are needed, and kept while they are fresh. */
export interface RemoteKeySet {
  readonly [kind]: "remote set";
  /**
   * Fetches the keys if they are not there or not fresh, so that the first token need not wait.
   * @throws {JwtError} `jwks_unavailable`
   */
  prefetch(): Promise<void>;
  /**
   * Fetches the keys at once, even if the present ones are fresh, a cool-down is running or a `cache` has an answer: for a program
   * that learns that the provider's keys have changed. Sets that share the fetched keys get the new ones as well.
   * @throws {JwtError} `jwks_unavailable`; the present keys then stay in use
   */
  reload(): Promise<void>;
  /** Describes the keys at this moment, for a health check or a log. Reading it fetches nothing. */
  readonly state: RemoteKeySetState;
}

/** The state of keys that are fetched. Times are in seconds since 1970-01-01T00:00:00Z. */
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

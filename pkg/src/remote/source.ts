import { invalidOption } from "../read-options.js";
import { now } from "./clock.js";
import { isAborted } from "./deadline.js";
import { maySeek, standIn, usable } from "./freshness.js";
import { abortSignal, type RemoteJwksOptions, readOptions } from "./options.js";
import type { Provider, Subject } from "./provider.js";
import { toRemoteError, unavailable } from "./remote-error.js";
import { reloaded, renewed } from "./renewal.js";
import { type Place, placeFor } from "./shared.js";
import { type SourceState, stateOf } from "./source-state.js";
import { jwksUrl } from "./url.js";

export type { CachedJwks, JwksCache } from "./cache.js";
export { type CacheApiOptions, cacheApi } from "./cache-api.js";
export type { RemoteJwksOptions } from "./options.js";
export type { SourceState } from "./source-state.js";

/**
 * A provider's key set. It is fetched when it is needed, kept for as long as the provider says, and used for some time
 * longer if the provider fails. `S` is the type that its text is parsed to.
 */
export class RemoteSource<S> {
  readonly #fixed: Omit<Provider<S>, keyof Place<S>>;
  readonly #place: () => Place<S>;
  #known: { readonly place: Place<S>; readonly provider: Provider<S> } | undefined;

  private constructor(fixed: Omit<Provider<S>, keyof Place<S>>, place: () => Place<S>) {
    this.#fixed = fixed;
    this.#place = place;
  }

  /**
   * Makes a source that shares its set, its times and its failures with equal sources ({@link placeFor}), so that a
   * middleware may make one for each request. Each source's own options decide how old a set may be.
   * @param parse throws if the text is not a key set, or not what `subject` describes
   * @throws {JwtError} `options_invalid`
   */
  static shared<S>(
    url: unknown,
    options: RemoteJwksOptions,
    parse: (text: string) => S,
    subject?: Subject,
  ): RemoteSource<S> {
    const settings = readOptions(options);
    const address = jwksUrl(url, settings.allowInsecure);
    const { initial } = settings;
    const first = initial === undefined ? undefined : { value: parseInitial(initial, parse), jwks: initial };
    const place = placeFor<S>(address, settings, subject?.reading);
    // A source with an initial set has a state of its own.
    if (first !== undefined) place().state.initial = first;
    return new RemoteSource({ url: address, settings, parse, subject }, place);
  }

  /** Made only when the place has changed, because each verification reads it. */
  get #provider(): Provider<S> {
    const place = this.#place();
    if (this.#known?.place !== place) this.#known = { place, provider: { ...this.#fixed, ...place } };
    return this.#known.provider;
  }

  /**
   * A fresh set, which is fetched if there is none. While the provider fails, an expired set if `staleIfError` allows
   * it.
   * @param signal ends the wait of this caller; the request goes on, because others may wait for it
   * @throws {JwtError} `jwks_unavailable` with its `reason`; `options_invalid`
   */
  async current(signal?: AbortSignal): Promise<S> {
    const provider = this.#provider;
    const { signals } = provider.settings;
    const all = signal === undefined ? signals : [...signals, abortSignal(signal, "the signal")];
    const known = isAborted(all) ? undefined : usable(provider, now());
    if (known !== undefined) return known.value;
    try {
      return (await renewed(provider, "no_fresh_set", all)).value;
    } catch (thrown) {
      const error = toRemoteError(thrown, provider);
      const stale = error.reason === "aborted" ? undefined : standIn(provider, now());
      if (stale !== undefined) return stale.value;
      throw unavailable(provider, error);
    }
  }

  /**
   * A newer set than the one that lacks a `kid`: one that is there by now, or one that is fetched now, unless an
   * unknown `kid` has already caused a request within the cool-down. `undefined` if there is no newer set.
   * @throws {JwtError} `jwks_unavailable` with the reason `aborted`
   */
  async refreshed(used: S): Promise<S | undefined> {
    const provider = this.#provider;
    const { settings, state } = provider;
    const time = now();
    const newer = (): S | undefined => {
      const known = usable(provider, now());
      return known === undefined || known.value === used ? undefined : known.value;
    };
    try {
      if (!isAborted(settings.signals)) {
        const known = newer();
        if (known !== undefined) return known;
        if (state.flight === undefined) {
          if (!maySeek(provider, time)) return undefined;
          // Set before anything is awaited, so that a flood of unknown `kid`s causes one request.
          state.soughtAt = time;
        }
      }
      const { value } = await renewed(provider, "unknown_kid", settings.signals);
      return value === used ? undefined : value;
    } catch (thrown) {
      const error = toRemoteError(thrown, provider);
      if (error.reason === "aborted") throw unavailable(provider, error);
      return newer();
    }
  }

  /** The set that {@link current} would return without a request, or `undefined` if a request is needed. */
  peek(): S | undefined {
    const provider = this.#provider;
    return isAborted(provider.settings.signals) ? undefined : usable(provider, now())?.value;
  }

  /**
   * Fetches the set before it is needed. The promise need not be awaited: its failure is never an unhandled rejection.
   * @throws {JwtError} as {@link current}
   */
  prefetch(): Promise<void> {
    return unobserved(this.current());
  }

  /**
   * Asks the provider now, even if there is a fresh set. The promise need not be awaited, as for {@link prefetch}.
   * @throws {JwtError} `jwks_unavailable` with its `reason`; the present set stays in use
   */
  reload(): Promise<void> {
    return unobserved(this.#reloaded());
  }

  async #reloaded(): Promise<void> {
    const provider = this.#provider;
    // Begins the lifetime of an initial set, because it stays in use if the request fails.
    standIn(provider, now());
    try {
      await reloaded(provider, provider.settings.signals);
    } catch (thrown) {
      throw unavailable(provider, toRemoteError(thrown, provider));
    }
  }

  /** The state of the set at this moment. Reading it changes nothing. */
  get state(): SourceState {
    return stateOf(this.#provider, now());
  }
}

/** A promise whose failure is never an unhandled rejection. */
function unobserved(work: Promise<unknown>): Promise<void> {
  const done = work.then(() => {});
  done.catch(() => {});
  return done;
}

function parseInitial<S>(initial: string, parse: (text: string) => S): S {
  try {
    return parse(initial);
  } catch (cause) {
    throw invalidOption("initial", "must be a key set, but it cannot be read as one", cause);
  }
}

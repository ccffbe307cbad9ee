import { invalidOptions } from "../error.js";
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
 * A provider's key set: asked for when it is needed, kept for as long as the provider says, and gone on with for a while
 * when the provider fails. `S` is what the text of a set is parsed to.
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
   * A source that shares its set, its times and its failures with the others that ask in the same way ({@link placeFor}), so
   * that a middleware may make one for each request. Each one's own options decide how old a set may be.
   * @param parse throws if the text is not a key set, or not what `subject` says
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
    // One with an initial set has a state of its own.
    if (first !== undefined) place().state.initial = first;
    return new RemoteSource({ url: address, settings, parse, subject }, place);
  }

  /** Made again only if the place has changed: each verification asks for it. */
  get #provider(): Provider<S> {
    const place = this.#place();
    if (this.#known?.place !== place) this.#known = { place, provider: { ...this.#fixed, ...place } };
    return this.#known.provider;
  }

  /**
   * A fresh set, fetched if there is none; an expired one while the provider fails and `staleIfError` allows it.
   * @param signal ends this wait; a request that others may wait for goes on
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
   * A newer set than the one in which a `kid` was not found: one that is there by now, or one fetched now if no unknown
   * `kid` caused a request within the cool-down. `undefined` if there is none.
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
          // Before anything is awaited, so that one of a flood of unknown kids gets through.
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

  /** The set that {@link current} would give without asking anybody, if it would. */
  peek(): S | undefined {
    const provider = this.#provider;
    return isAborted(provider.settings.signals) ? undefined : usable(provider, now())?.value;
  }

  /**
   * Fetches the set before it is needed. Need not be awaited: a failure that nobody looks at is not unhandled.
   * @throws {JwtError} as {@link current}
   */
  prefetch(): Promise<void> {
    return unobserved(this.current());
  }

  /**
   * Asks the provider now, whatever is there and whenever it was asked last. Need not be awaited, as {@link prefetch}.
   * @throws {JwtError} `jwks_unavailable` with its `reason`; what was there stays in use
   */
  reload(): Promise<void> {
    return unobserved(this.#reloaded());
  }

  async #reloaded(): Promise<void> {
    const provider = this.#provider;
    // An initial set counts from its first use, and to go on with it if this fails is one.
    standIn(provider, now());
    try {
      await reloaded(provider, provider.settings.signals);
    } catch (thrown) {
      throw unavailable(provider, toRemoteError(thrown, provider));
    }
  }

  /** What is known of the set at this moment. To ask changes nothing. */
  get state(): SourceState {
    return stateOf(this.#provider, now());
  }
}

/** A failure that nobody looks at is not unhandled. */
function unobserved(work: Promise<unknown>): Promise<void> {
  const done = work.then(() => {});
  done.catch(() => {});
  return done;
}

function parseInitial<S>(initial: string, parse: (text: string) => S): S {
  try {
    return parse(initial);
  } catch (cause) {
    throw invalidOptions("options.initial is not a key set", cause);
  }
}

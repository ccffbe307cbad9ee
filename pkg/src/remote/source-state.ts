import type { JwtError } from "../error.js";
import { isWithin } from "./clock.js";
import { pauseAt } from "./freshness.js";
import { lifetime } from "./lifetime.js";
import type { Provider } from "./provider.js";
import { unavailable } from "./remote-error.js";

/** What is known of a set that is fetched. Times are in seconds since 1970-01-01T00:00:00Z. */
export interface SourceState {
  /** When the set that is there was asked for; missing if there is none. */
  readonly fetchedAt?: number;
  /** Until when it is used without asking again; in the past for one that is only gone on with while the provider fails. */
  readonly freshUntil?: number;
  /**
   * Until when nobody is asked: after a failure, for anything; after a request for a `kid` that the set does not hold, for
   * another such. Missing if the provider may be asked.
   */
  readonly coolingDownUntil?: number;
  /** Why the last request failed; missing once one has succeeded. */
  readonly error?: JwtError;
}

export function stateOf<S>(provider: Provider<S>, time: number): SourceState {
  const { settings, state } = provider;
  const { failure, keySet } = state;
  const coolingDownUntil = pauseEnd(provider, time);
  return Object.freeze({
    ...(keySet && { fetchedAt: keySet.fetchedAt, freshUntil: keySet.fetchedAt + lifetime(keySet, settings) }),
    ...(coolingDownUntil > time && { coolingDownUntil }),
    ...(failure && { error: unavailable(provider, failure.error) }),
  });
}

function pauseEnd<S>(provider: Provider<S>, time: number): number {
  const { settings, state } = provider;
  const { soughtAt } = state;
  const { cooldown } = settings;
  const sought = soughtAt !== undefined && isWithin(time, soughtAt, cooldown) ? soughtAt + cooldown : 0;
  return Math.max(sought, time + pauseAt(provider, time));
}

import type { JwtError } from "../error.js";
import { isWithin } from "./clock.js";
import { pauseAt } from "./freshness.js";
import { lifetime } from "./lifetime.js";
import type { Provider } from "./provider.js";
import { unavailable } from "./remote-error.js";

/**
 * The state of a fetched key set.
 *
 * @inline
 */
export interface SourceState {
  /** When the present set was requested, in seconds since 1970-01-01T00:00:00Z; missing if there is no set yet. */
  readonly fetchedAt?: number;
  /**
   * Until when it is used without another request, in seconds since 1970-01-01T00:00:00Z. In the past while an expired
   * set is used because the provider fails.
   */
  readonly freshUntil?: number;
  /**
   * Until when nothing is requested after a failure, or no unknown `kid` is looked up after one was, in seconds since
   * 1970-01-01T00:00:00Z. Missing if no cool-down is running.
   */
  readonly coolingDownUntil?: number;
  /** Why the last request failed; missing if it succeeded. */
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

import { requestsAreIsolated } from "../runtime/isolated.js";
import { isWithin } from "./clock.js";
import { lifetime } from "./lifetime.js";
import type { Provider } from "./provider.js";
import type { FetchedSet } from "./state.js";

// In a Worker: for how many seconds a set that has just expired is still used while another request fetches the next
// one.
const GRACE = 5;
const LONGEST_PAUSE = 300;
const FIRST_PAUSE_WITHOUT_SET = 1;

/** The set, if it may be used without asking the provider. */
export function usable<S>(provider: Provider<S>, time: number): FetchedSet<S> | undefined {
  const keySet = keySetAt(provider, time);
  if (keySet === undefined || isFresh(provider, keySet, time)) return keySet;
  if (!isUsableStale(provider, keySet, time)) return undefined;
  if (pauseAt(provider, time) > 0) return keySet;
  const { failure, requestingSince } = provider.state;
  const grace = Math.min(GRACE, provider.settings.timeout);
  if (requestingSince === undefined || !isWithin(time, requestingSince, grace)) return undefined;
  // One request finds out whether the provider answers again. The others need not wait for it.
  if (failure !== undefined) return keySet;
  const expiresAt = keySet.fetchedAt + lifetime(keySet, provider.settings);
  return requestsAreIsolated() && isWithin(time, expiresAt, grace) ? keySet : undefined;
}

/** The set, if it may be used although the provider has just failed. */
export function standIn<S>(provider: Provider<S>, time: number): FetchedSet<S> | undefined {
  const keySet = keySetAt(provider, time);
  return keySet !== undefined && isUsableStale(provider, keySet, time) ? keySet : undefined;
}

/** For how many more seconds the provider must not be asked after a failure; 0 if it may be asked. */
export function pauseAt<S>(provider: Provider<S>, time: number): number {
  const { failure } = provider.state;
  if (failure === undefined) return 0;
  const { cooldown } = provider.settings;
  // Without a set every token is refused, so one lost packet must not cost the whole cool-down.
  const first = standIn(provider, time) ? cooldown : Math.min(cooldown, FIRST_PAUSE_WITHOUT_SET);
  if (first === 0) return 0;
  const doublings = Math.min(failure.count - 1, doublingsWithin(failure.at - failure.since, first));
  const seconds = Math.min(first * 2 ** doublings, Math.max(LONGEST_PAUSE, cooldown));
  return isWithin(time, failure.at, seconds) ? failure.at + seconds - time : 0;
}

/**
 * How often the pause of this caller doubles within this time. Callers with a shorter cool-down share the count of
 * failures and may have failed more often, which must not make this caller wait longer.
 */
function doublingsWithin(seconds: number, first: number): number {
  // A little more, because sums of floating-point times are not exact.
  return Math.floor(Math.log2(1 + Math.max(0, seconds) / first) + 1e-6);
}

/** Whether the provider may be asked because of a `kid` that the set does not have. */
export function maySeek<S>(provider: Provider<S>, time: number): boolean {
  const { soughtAt } = provider.state;
  const cools = soughtAt !== undefined && isWithin(time, soughtAt, provider.settings.cooldown);
  return !cools && pauseAt(provider, time) === 0;
}

export function isFresh<S>({ settings }: Provider<S>, keySet: FetchedSet<S>, time: number): boolean {
  return isWithin(time, keySet.fetchedAt, lifetime(keySet, settings));
}

function isUsableStale<S>({ settings }: Provider<S>, keySet: FetchedSet<S>, time: number): boolean {
  return isWithin(time, keySet.fetchedAt, lifetime(keySet, settings) + settings.staleIfError);
}

/**
 * The set that is held. The age of an initial set counts from its first use, because the clock may not run while a
 * Worker starts.
 */
function keySetAt<S>({ state }: Provider<S>, time: number): FetchedSet<S> | undefined {
  if (state.initial !== undefined && state.keySet === undefined) {
    state.keySet = { ...state.initial, fetchedAt: time, stated: undefined, isEntry: false, order: 0 };
    state.initial = undefined;
  }
  return state.keySet;
}

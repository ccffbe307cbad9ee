import { requestsAreIsolated } from "../runtime/isolated.js";
import { isWithin } from "./clock.js";
import { lifetime } from "./lifetime.js";
import type { Provider } from "./provider.js";
import type { FetchedSet } from "./state.js";

// For how long a set that has just expired goes on being used while one request of a Worker asks for the next.
const GRACE = 5;
const LONGEST_PAUSE = 300;
const FIRST_PAUSE_WITHOUT_SET = 1;

/** The set, if it may be used without asking the provider now. */
export function usable<S>(provider: Provider<S>, time: number): FetchedSet<S> | undefined {
  const keySet = keySetAt(provider, time);
  if (keySet === undefined || isFresh(provider, keySet, time)) return keySet;
  if (!isUsableStale(provider, keySet, time)) return undefined;
  if (pauseAt(provider, time) > 0) return keySet;
  const { failure, requestingSince } = provider.state;
  const grace = Math.min(GRACE, provider.settings.timeout);
  if (requestingSince === undefined || !isWithin(time, requestingSince, grace)) return undefined;
  // One finds out whether the provider is back, so that not all have to wait for it.
  if (failure !== undefined) return keySet;
  const expiresAt = keySet.fetchedAt + lifetime(keySet, provider.settings);
  return requestsAreIsolated() && isWithin(time, expiresAt, grace) ? keySet : undefined;
}

/** The set, if it may be used when the provider has just failed. */
export function standIn<S>(provider: Provider<S>, time: number): FetchedSet<S> | undefined {
  const keySet = keySetAt(provider, time);
  return keySet !== undefined && isUsableStale(provider, keySet, time) ? keySet : undefined;
}

/** For how many seconds the provider is not to be asked, after a failure; 0 if it may be. */
export function pauseAt<S>(provider: Provider<S>, time: number): number {
  const { failure } = provider.state;
  if (failure === undefined) return 0;
  const { cooldown } = provider.settings;
  // Without any set every token is refused meanwhile, so a single lost packet must not cost the whole cool-down.
  const first = standIn(provider, time) ? cooldown : Math.min(cooldown, FIRST_PAUSE_WITHOUT_SET);
  if (first === 0) return 0;
  const doublings = Math.min(failure.count - 1, doublingsWithin(failure.at - failure.since, first));
  const seconds = Math.min(first * 2 ** doublings, Math.max(LONGEST_PAUSE, cooldown));
  return isWithin(time, failure.at, seconds) ? failure.at + seconds - time : 0;
}

/**
 * How many doubled pauses this caller makes in so many seconds. Callers with a shorter cool-down may have failed more
 * often, and that must not keep this one waiting.
 */
function doublingsWithin(seconds: number, first: number): number {
  // Times that were added up may have lost a bit.
  return Math.floor(Math.log2(1 + Math.max(0, seconds) / first) + 1e-6);
}

/** Whether the provider may be asked for a `kid` that the set does not hold. */
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

/** An initial set counts from its first use: while a Worker starts, its clock need not run. */
function keySetAt<S>({ state }: Provider<S>, time: number): FetchedSet<S> | undefined {
  if (state.initial !== undefined && state.keySet === undefined) {
    state.keySet = { ...state.initial, fetchedAt: time, stated: undefined, isEntry: false, order: 0 };
    state.initial = undefined;
  }
  return state.keySet;
}

import { requestsAreIsolated } from "../runtime/isolated.js";
import { readCache, writeCache } from "./cache.js";
import { isWithin, now } from "./clock.js";
import { isAborted, within } from "./deadline.js";
import { isFresh, pauseAt } from "./freshness.js";
import { lifetime } from "./lifetime.js";
import type { Found, Provider } from "./provider.js";
import { messageOf, RemoteError, toRemoteError, withoutQuery } from "./remote-error.js";
import { request } from "./request.js";
import { type FetchedSet, fail, keep } from "./state.js";

/** Why the provider is asked. `reload` was requested by the program, so neither a pause nor a cache prevents the request. */
export type Occasion = "no_fresh_set" | "unknown_kid" | "reload";

/**
 * A newer set, from the cache or from the provider. Callers that wait at the same time share one request, except in
 * Workers, where that is forbidden.
 */
export async function renewed<S>(
  provider: Provider<S>,
  occasion: Occasion,
  signals: readonly AbortSignal[],
): Promise<FetchedSet<S>> {
  if (requestsAreIsolated()) return renew(provider, occasion, signals);
  for (;;) {
    const isJoined = provider.state.flight !== undefined;
    try {
      const keySet = await within(signals, async () => flight(provider, occasion));
      // If another caller began the request, its options may accept an older cache entry than this caller's.
      const isTaken = occasion !== "reload" && (!isJoined || isFresh(provider, keySet, now()));
      if (isTaken || !keySet.isEntry) return keySet;
    } catch (thrown) {
      // The signal of the caller that began the request may have aborted it. Then this caller tries again.
      const isAbort = RemoteError.is(thrown) && thrown.reason === "aborted";
      if (!isAbort || isAborted(signals)) throw thrown;
    }
  }
}

/** A set that was requested after this call began. */
export async function reloaded<S>(
  provider: Provider<S>,
  signals: readonly AbortSignal[],
): Promise<FetchedSet<S>> {
  const { flight } = provider.state;
  // A request that is under way may bring the keys that the provider has just replaced.
  if (flight !== undefined)
    await within(signals, () =>
      flight.then(
        () => {},
        () => {},
      ),
    );
  return renewed(provider, "reload", signals);
}

/** The request that is under way, or a new one. Only the option `signal` aborts it, and not the deadline of one caller. */
function flight<S>(provider: Provider<S>, occasion: Occasion): Promise<FetchedSet<S>> {
  const { settings, state } = provider;
  if (state.flight !== undefined) return state.flight;
  // The pause applies only to a new request: another caller, whose options have no pause, may have begun the one under
  // way.
  if (occasion !== "reload") refuseInPause(provider, now());
  state.flight = renew(provider, occasion, settings.signals).finally(() => {
    state.flight = undefined;
  });
  return state.flight;
}

async function renew<S>(
  provider: Provider<S>,
  occasion: Occasion,
  signals: readonly AbortSignal[],
): Promise<FetchedSet<S>> {
  const { state } = provider;
  const begun = now();
  if (occasion !== "reload") refuseInPause(provider, begun);
  state.order += 1;
  const { order } = state;
  state.requestingSince = begun;
  try {
    const cached = await fromCache(provider, occasion, order, signals);
    return cached ?? (await fromProvider(provider, order, signals));
  } catch (thrown) {
    // Other errors were thrown before the provider was asked: a Worker that starts may not even set a timer.
    if (RemoteError.is(thrown) && thrown.reason !== "aborted") fail(state, thrown, order, now());
    throw thrown;
  } finally {
    state.requestingSince = undefined;
  }
}

function refuseInPause<S>(provider: Provider<S>, time: number): void {
  const { failure } = provider.state;
  const seconds = pauseAt(provider, time);
  if (failure === undefined || seconds === 0) return;
  const { reason, message, cause = failure.error, place } = failure.error;
  const told = `${message}; it is not asked again for ${Math.ceil(seconds)} s`;
  throw at(place, new RemoteError(reason, told, { cause }));
}

/** A set from the cache, if it makes a request unnecessary. */
async function fromCache<S>(
  provider: Provider<S>,
  occasion: Occasion,
  order: number,
  signals: readonly AbortSignal[],
): Promise<FetchedSet<S> | undefined> {
  if (occasion === "reload") return undefined;
  const { settings, state, url } = provider;
  const entry = await readCache(url, settings, signals);
  if (entry === undefined || (state.keySet !== undefined && entry.fetchedAt <= state.keySet.fetchedAt))
    return undefined;
  const { jwks, fetchedAt, expiresAt } = entry;
  let keySet: FetchedSet<S>;
  try {
    const value = parsed(provider, jwks);
    keySet = { value, jwks, fetchedAt, stated: expiresAt - fetchedAt, isEntry: true, order };
  } catch {
    return undefined;
  }
  // Kept even if it has expired, because it can be used if the provider fails.
  keep(state, keySet);
  const time = now();
  const isRecent = occasion === "no_fresh_set" || isWithin(time, keySet.fetchedAt, settings.cooldown);
  return isRecent && isFresh(provider, keySet, time) ? keySet : undefined;
}

async function fromProvider<S>(
  provider: Provider<S>,
  order: number,
  signals: readonly AbortSignal[],
): Promise<FetchedSet<S>> {
  const { settings, state, url } = provider;
  const fetchedAt = now();
  const { answer, place } = await within(signals, (signal) => answerOf(provider, signal), settings.timeout);
  const value = parsed(provider, answer.jwks, place);
  const keySet = { ...answer, value, fetchedAt, isEntry: false, order };
  keep(state, keySet);
  state.failure = undefined;
  const entry = { jwks: answer.jwks, fetchedAt, expiresAt: fetchedAt + lifetime(keySet, settings) };
  await writeCache(url, settings, entry, signals);
  return keySet;
}

/** The answer of the provider, which may have several URLs. */
function answerOf<S>(provider: Provider<S>, signal: AbortSignal): Promise<Found> {
  const { url, settings, fetch, subject } = provider;
  const ask = async (place: URL): Promise<Found> => {
    try {
      return { answer: await request(place, { ...settings, fetch }, signal), place };
    } catch (thrown) {
      throw at(withoutQuery(place), toRemoteError(thrown, provider));
    }
  };
  return subject?.find ? subject.find(ask, url) : ask(url);
}

function at(place: string | undefined, error: RemoteError): RemoteError {
  error.place = place;
  return error;
}

/** The parsed set. The same text gives the same object, so that callers can see whether anything has changed. */
function parsed<S>({ parse, state, subject }: Provider<S>, jwks: string, place?: URL): S {
  if (state.keySet?.jwks === jwks) return state.keySet.value;
  try {
    return parse(jwks);
  } catch (cause) {
    const message = cause instanceof Error ? messageOf(cause) : String(cause);
    if (subject?.reason)
      throw at(place && withoutQuery(place), new RemoteError(subject.reason, message, { cause }));
    throw isKeySet(jwks)
      ? new RemoteError("key_set_refused", `the answer is a key set that is refused: ${message}`, { cause })
      : new RemoteError("key_set", `the answer is not a key set: ${message}`, { cause });
  }
}

/** Whether the text has the form of a key set (RFC 7517 §5). */
function isKeySet(jwks: string): boolean {
  try {
    return Array.isArray(JSON.parse(jwks)?.keys);
  } catch {
    return false;
  }
}

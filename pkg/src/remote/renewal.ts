import { readCache, writeCache } from "./cache.js";
import { isWithin, now } from "./clock.js";
import { isAborted, within } from "./deadline.js";
import { messageOf, Problem, toProblem } from "./problem.js";
import type { Provider } from "./provider.js";
import { request } from "./request.js";
import { requestsAreIsolated } from "./runtime.js";
import { fail, type Held, hold } from "./state.js";
import { isFresh, pauseAt } from "./use.js";

/** Why a provider is asked. */
export type Occasion = "no_fresh_set" | "unknown_kid";

/**
 * A set from the cache or from the provider. All who wait at the same time share one request, except where they must not.
 */
export async function renewed<S>(
  provider: Provider<S>,
  occasion: Occasion,
  signals: readonly AbortSignal[],
): Promise<Held<S>> {
  if (requestsAreIsolated()) return renew(provider, occasion, signals);
  for (;;) {
    try {
      return await within({ signals }, () => flight(provider, occasion));
    } catch (thrown) {
      // It may have been begun by another, whose signal says nothing about this wait.
      if (toProblem(thrown).reason !== "aborted" || isAborted(signals)) throw thrown;
    }
  }
}

/** The request under way, begun if there is none. A caller's impatience does not end it; the option `signal` does. */
function flight<S>(provider: Provider<S>, occasion: Occasion): Promise<Held<S>> {
  const { settings, state } = provider;
  state.flight ??= renew(provider, occasion, settings.signals).finally(() => {
    state.flight = undefined;
  });
  return state.flight;
}

async function renew<S>(
  provider: Provider<S>,
  occasion: Occasion,
  signals: readonly AbortSignal[],
): Promise<Held<S>> {
  const { state } = provider;
  const begun = now();
  refuseInPause(provider, begun);
  state.order += 1;
  const { order } = state;
  state.askingSince = begun;
  try {
    const cached = await fromCache(provider, occasion, order, signals);
    return cached ?? (await fromProvider(provider, order, signals));
  } catch (thrown) {
    // Anything else was thrown before the provider was asked: a starting Worker may not even set a timer.
    if (thrown instanceof Problem && thrown.reason !== "aborted") fail(state, thrown, order, now());
    throw thrown;
  } finally {
    state.askingSince = undefined;
  }
}

function refuseInPause<S>(provider: Provider<S>, time: number): void {
  const { failure } = provider.state;
  const seconds = pauseAt(provider, time);
  if (failure === undefined || seconds === 0) return;
  const { reason, message, cause = failure.problem } = failure.problem;
  throw new Problem(reason, `${message}; it is not asked again for ${Math.ceil(seconds)} s`, { cause });
}

/** What others have fetched, if that spares a request. */
async function fromCache<S>(
  provider: Provider<S>,
  occasion: Occasion,
  order: number,
  signals: readonly AbortSignal[],
): Promise<Held<S> | undefined> {
  const { settings, state, url } = provider;
  const entry = await readCache(url, settings, signals);
  if (entry === undefined || (state.held !== undefined && entry.fetchedAt <= state.held.fetchedAt))
    return undefined;
  let held: Held<S>;
  try {
    held = { ...entry, value: parsed(provider, entry.jwks), order };
  } catch {
    return undefined;
  }
  // Though it may have expired, it can stand in if the provider fails.
  hold(state, held);
  const time = now();
  const isRecent = occasion === "no_fresh_set" || isWithin(time, held.fetchedAt, settings.cooldown);
  return isRecent && isFresh(held, time) ? held : undefined;
}

async function fromProvider<S>(
  provider: Provider<S>,
  order: number,
  signals: readonly AbortSignal[],
): Promise<Held<S>> {
  const { settings, state, url } = provider;
  const { timeout } = settings;
  const fetchedAt = now();
  const answer = await within({ seconds: timeout, signals }, (signal) => asked(url, settings, signal));
  const entry = { jwks: answer.jwks, fetchedAt, expiresAt: fetchedAt + answer.lifetime };
  const held = { ...entry, value: parsed(provider, entry.jwks), order };
  hold(state, held);
  state.failure = undefined;
  await writeCache(url, settings, entry, signals);
  return held;
}

async function asked(...parameters: Parameters<typeof request>): ReturnType<typeof request> {
  try {
    return await request(...parameters);
  } catch (thrown) {
    throw toProblem(thrown);
  }
}

/** The same text stays the same value, so that a caller can tell whether anything has changed. */
function parsed<S>({ parse, state }: Provider<S>, jwks: string): S {
  if (state.held?.jwks === jwks) return state.held.value;
  try {
    return parse(jwks);
  } catch (cause) {
    throw new Problem("key_set", `the answer is no key set: ${messageOf(cause)}`, { cause });
  }
}

import { apiNameOf } from "./cache-api.js";
import type { RemoteSettings } from "./options.js";
import { emptyState, type State } from "./state.js";

const MAX_STATES = 100;

// Sorted by their last use.
type States = Map<string, State<unknown>>;

// By the runtime's `fetch`, which tests replace, and by the caller's cache, because both choose the keys.
const places = new WeakMap<object, WeakMap<object, States>>();

/** The state of a provider, and the `fetch` that it belongs to. */
export interface Place<S> {
  readonly state: State<S>;
  /** The option `fetch`, or the runtime's `fetch` at the beginning of the call. */
  readonly fetch: Fetch;
}

/**
 * Returns a function that finds the state of a set. A set with its own `fetch` or `initial` has a state of its own,
 * because its keys must not reach other callers. Other sets share a state if they have the same URL, headers, timeout,
 * size limit and cache, use the same `fetch` of the runtime and read the answer in the same way. Each caller's own
 * options decide the rest.
 */
export function placeFor<S>(url: URL, settings: RemoteSettings, reading?: string): () => Place<S> {
  const { fetch, initial } = settings;
  const runtimes = (): Fetch => globalThis.fetch;
  if (fetch !== undefined || initial !== undefined) {
    const state = emptyState<S>();
    return renewing(fetch === undefined ? runtimes : () => fetch, (asks) => ({ state, fetch: asks }));
  }
  return renewing(runtimes, (asks) => ({ state: sharedState(url, settings, reading, asks), fetch: asks }));
}

type Fetch = typeof globalThis.fetch;

/** Returns the same place until the `fetch` changes. */
function renewing<S>(now: () => Fetch, make: (fetch: Fetch) => Place<S>): () => Place<S> {
  let place = make(now());
  return () => {
    const fetch = now();
    if (place.fetch !== fetch) place = make(fetch);
    return place;
  };
}

function sharedState<S>(
  url: URL,
  settings: RemoteSettings,
  reading: string | undefined,
  fetch: Fetch,
): State<S> {
  const { headers, timeout, maxBytes, cache } = settings;
  const apiName = cache && apiNameOf(cache);
  const states = statesOf(fetch, apiName === undefined ? cache : undefined);
  const key = JSON.stringify([url.href, headers, timeout, maxBytes, apiName, reading]);
  const state = states.get(key) ?? emptyState();
  states.delete(key);
  states.set(key, state);
  if (states.size > MAX_STATES) {
    const [oldest = key] = states.keys();
    states.delete(oldest);
  }
  // Sets with the same `reading` are parsed to the same type.
  return state as State<S>;
}

function statesOf(fetch: unknown, cache: object | undefined): States {
  // If the runtime has no `fetch`, nothing can be fetched, so any object will do.
  const asks: object = typeof fetch === "function" ? fetch : places;
  const byCache = entryOf(places, asks, () => new WeakMap<object, States>());
  return entryOf(byCache, cache ?? asks, () => new Map());
}

function entryOf<V>(map: WeakMap<object, V>, key: object, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

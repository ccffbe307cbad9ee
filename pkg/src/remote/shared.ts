import { apiNameOf } from "./cache-api.js";
import type { RemoteSettings } from "./options.js";
import { emptyState, type State } from "./state.js";

const MAX_STATES = 100;

// In the order of their last use.
type States = Map<string, State<unknown>>;

// By the runtime's `fetch`, which tests replace, and by the caller's own cache: either chooses the keys.
const places = new WeakMap<object, WeakMap<object, States>>();

/** What is known of a provider, and what brought it. */
export interface Place<S> {
  readonly state: State<S>;
  /** The caller's own, or the runtime's as it was when the call began. */
  readonly fetch: Fetch;
}

/**
 * Finds the state of a set, each time. A set with its own `fetch` or `initial` has a state of its own, since nobody else
 * may get keys from where only one caller looks. The others share a state if they ask in the same way: by the same
 * `fetch` of the runtime, with the same URL, headers, bounds of a request and cache, and read the answer in the same way. Each
 * caller's own options decide all else.
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

/** The same place as long as the `fetch` is the same. */
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
  // One build of the package reads in one way only what has one `reading`.
  return state as State<S>;
}

function statesOf(fetch: unknown, cache: object | undefined): States {
  // If the runtime has no `fetch`, no request brings anything.
  const asks: object = typeof fetch === "function" ? fetch : places;
  const byCache = entryOf(places, asks, () => new WeakMap<object, States>());
  return entryOf(byCache, cache ?? asks, () => new Map());
}

function entryOf<V>(map: WeakMap<object, V>, key: object, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

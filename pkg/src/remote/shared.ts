import { apiNameOf } from "./cache-api.js";
import type { RemoteSettings } from "./options.js";
import { emptyState, type State } from "./state.js";

const MAX_STATES = 100;

// In the order of their last use.
type States = Map<string, State<unknown>>;

// By the runtime's `fetch`, which tests replace, and by a cache of the caller's own: each chooses the keys.
const places = new WeakMap<object, WeakMap<object, States>>();

/**
 * Where to find the state of a set, each time. A set with its own `fetch` or `initial` has a state of its own, since nobody
 * else may get keys from where only one caller looks. The others share what came of the same place in the same way: by the
 * same `fetch` of the runtime, with the same URL, headers, bounds of a request and cache. All else is judged by each
 * caller's own options.
 */
export function stateFor<S>(url: URL, settings: RemoteSettings): () => State<S> {
  if (settings.fetch !== undefined || settings.initial !== undefined) {
    const own = emptyState<S>();
    return () => own;
  }
  let asks = globalThis.fetch;
  let state = sharedState<S>(url, settings);
  return () => {
    if (asks !== globalThis.fetch) {
      asks = globalThis.fetch;
      state = sharedState(url, settings);
    }
    return state;
  };
}

function sharedState<S>(url: URL, settings: RemoteSettings): State<S> {
  const { headers, timeout, maxBytes, cache } = settings;
  const apiName = cache && apiNameOf(cache);
  const states = statesOf(apiName === undefined ? cache : undefined);
  const key = JSON.stringify([url.href, headers, timeout, maxBytes, apiName]);
  const state = states.get(key) ?? emptyState();
  states.delete(key);
  states.set(key, state);
  if (states.size > MAX_STATES) {
    const [oldest = key] = states.keys();
    states.delete(oldest);
  }
  // One build of the package parses in one way only.
  return state as State<S>;
}

function statesOf(cache: object | undefined): States {
  // Where there is no `fetch`, no request brings anything.
  const asks: object = typeof globalThis.fetch === "function" ? globalThis.fetch : places;
  const byCache = entryOf(places, asks, () => new WeakMap<object, States>());
  return entryOf(byCache, cache ?? asks, () => new Map());
}

function entryOf<V>(map: WeakMap<object, V>, key: object, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

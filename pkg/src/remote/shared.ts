import { emptyState, type State } from "./state.js";

const MAX_STATES = 100;

// In the order of their last use.
const states = new Map<string, State<unknown>>();

/** The state that all who ask this URL with these headers share. */
export function sharedState<S>(url: URL, headers: readonly (readonly [string, string])[]): State<S> {
  const key = JSON.stringify([url.href, headers]);
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

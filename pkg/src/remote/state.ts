import type { Stated } from "./lifetime.js";
import { type RemoteError, remembered } from "./remote-error.js";

/** A set that is held, and what is known of it; for how long it may be used is for each caller's options to say. */
export interface FetchedSet<S> extends Stated {
  readonly value: S;
  /** The text of the key set. */
  readonly jwks: string;
  /** When it was asked for, in seconds since 1970-01-01T00:00:00Z. */
  readonly fetchedAt: number;
  /** The number of the request that brought it. */
  readonly order: number;
}

/** The last of a row of failures. */
export interface Failure {
  readonly error: RemoteError;
  readonly at: number;
  /** When the first of them was. */
  readonly since: number;
  readonly count: number;
  /** The number of the newest request at that time. */
  readonly order: number;
}

/**
 * What is known of a provider. Requests of a Worker share it, so it holds plain data and nothing of the request that
 * wrote it: no `fetch`, no signal, no cache, no response. Only `flight` is more, and stays empty there.
 */
export interface State<S> {
  /** Given by the caller and not used yet. */
  initial: { readonly value: S; readonly jwks: string } | undefined;
  keySet: FetchedSet<S> | undefined;
  failure: Failure | undefined;
  /** How many requests were begun. Unlike times, numbers only grow. */
  order: number;
  /** When a request was last made for an unknown `kid`. */
  soughtAt: number | undefined;
  /** When the request under way was begun. */
  requestingSince: number | undefined;
  /** The one request that everybody waits for. */
  flight: Promise<FetchedSet<S>> | undefined;
}

export function emptyState<S>(): State<S> {
  return {
    initial: undefined,
    keySet: undefined,
    failure: undefined,
    order: 0,
    soughtAt: undefined,
    requestingSince: undefined,
    flight: undefined,
  };
}

/** Keeps a set, unless the answer to a later request is there already. */
export function keep<S>(state: State<S>, keySet: FetchedSet<S>): void {
  if (state.keySet === undefined || state.keySet.order <= keySet.order) state.keySet = keySet;
}

/** Notes that the provider failed. Requests that failed side by side count as one, and one that was overtaken as none. */
export function fail<S>(state: State<S>, error: RemoteError, order: number, at: number): void {
  const { keySet, failure } = state;
  if (keySet !== undefined && keySet.order > order) return;
  const count = failure === undefined ? 1 : failure.count + (order > failure.order ? 1 : 0);
  const since = failure?.since ?? at;
  state.failure = { error: remembered(error), at, since, count, order: state.order };
}

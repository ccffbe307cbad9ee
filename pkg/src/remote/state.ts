import type { Stated } from "./lifetime.js";
import { type RemoteError, remembered } from "./remote-error.js";

/** A set that was fetched. Each caller's options decide for how long it may be used. */
export interface FetchedSet<S> extends Stated {
  readonly value: S;
  /** The text of the set. */
  readonly jwks: string;
  /** When it was requested, in seconds since 1970-01-01T00:00:00Z. */
  readonly fetchedAt: number;
  /** The number of the request that fetched it. */
  readonly order: number;
}

/** The last of consecutive failures. */
export interface Failure {
  readonly error: RemoteError;
  readonly at: number;
  /** When the first of them happened. */
  readonly since: number;
  readonly count: number;
  /** The number of the newest request at that time. */
  readonly order: number;
}

/**
 * The state of a provider. The requests of a Worker share it, so it holds plain data and nothing that belongs to one
 * request: no `fetch`, signal, cache or response. Only `flight` is more than data, and it stays empty in Workers.
 */
export interface State<S> {
  /** The option `initial`, until it is first used. */
  initial: { readonly value: S; readonly jwks: string } | undefined;
  keySet: FetchedSet<S> | undefined;
  failure: Failure | undefined;
  /** How many requests were begun. Requests are ordered by this number, because clocks can be set back. */
  order: number;
  /** When an unknown `kid` last caused a request. */
  soughtAt: number | undefined;
  /** When the request that is under way began. */
  requestingSince: number | undefined;
  /** The request that is under way, which all callers share. */
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

/** Keeps a set, unless a later request has already brought one. */
export function keep<S>(state: State<S>, keySet: FetchedSet<S>): void {
  if (state.keySet === undefined || state.keySet.order <= keySet.order) state.keySet = keySet;
}

/**
 * Records a failure. Requests that failed at the same time count as one failure. A failure of a request that a later
 * one has overtaken does not count.
 */
export function fail<S>(state: State<S>, error: RemoteError, order: number, at: number): void {
  const { keySet, failure } = state;
  if (keySet !== undefined && keySet.order > order) return;
  const count = failure === undefined ? 1 : failure.count + (order > failure.order ? 1 : 0);
  const since = failure?.since ?? at;
  state.failure = { error: remembered(error), at, since, count, order: state.order };
}

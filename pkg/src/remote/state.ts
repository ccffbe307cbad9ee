import type { Stated } from "./lifetime.js";
import { type Problem, remembered } from "./problem.js";

/** A set that is held, and what is known of it; for how long it may be used is for each caller's options to say. */
export interface Held<S> extends Stated {
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
  readonly problem: Problem;
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
  held: Held<S> | undefined;
  failure: Failure | undefined;
  /** How many requests were begun. Unlike times, numbers only grow. */
  order: number;
  /** When a request was last made for an unknown `kid`. */
  soughtAt: number | undefined;
  /** When the request under way was begun. */
  askingSince: number | undefined;
  /** The one request that everybody waits for. */
  flight: Promise<Held<S>> | undefined;
}

export function emptyState<S>(): State<S> {
  return {
    initial: undefined,
    held: undefined,
    failure: undefined,
    order: 0,
    soughtAt: undefined,
    askingSince: undefined,
    flight: undefined,
  };
}

/** Keeps a set, unless the answer to a later request is there already. */
export function hold<S>(state: State<S>, held: Held<S>): void {
  if (state.held === undefined || state.held.order <= held.order) state.held = held;
}

/** Notes that the provider failed. Requests that failed side by side count as one, and one that was overtaken as none. */
export function fail<S>(state: State<S>, problem: Problem, order: number, at: number): void {
  const { held, failure } = state;
  if (held !== undefined && held.order > order) return;
  const count = failure === undefined ? 1 : failure.count + (order > failure.order ? 1 : 0);
  const since = failure?.since ?? at;
  state.failure = { problem: remembered(problem), at, since, count, order: state.order };
}

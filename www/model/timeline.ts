/** Places a token's times on a line from 0 to 1. */

import type { ShownObject } from "./decoded-token";

export type TimeName = "iat" | "nbf" | "exp";

export interface Life {
  readonly iat?: number;
  readonly nbf?: number;
  readonly exp?: number;
}

export type Phase = "early" | "unissued" | "valid" | "tolerated" | "expired";

export interface Zone {
  readonly phase: Phase;
  /** Seconds; infinite at the ends of the line. */
  readonly from: number;
  readonly to: number;
}

const NAMES: readonly TimeName[] = ["iat", "nbf", "exp"];

/** The latest second of a JavaScript date. */
const END_OF_CALENDAR = 8_640_000_000_000;

/** The share of the line before the first of the token's times, and after the last. */
const MARGIN = 0.2;

/** Shown around a token that has a single time. */
const AROUND_ONE_TIME = 3600;

export function lifeOf(payload: ShownObject | undefined): Life {
  const life: { -readonly [name in TimeName]?: number } = {};
  for (const name of NAMES) {
    const value = payload && Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (typeof value === "number" && Math.abs(value) <= END_OF_CALENDAR) life[name] = value;
  }
  return life;
}

/** The claims that are there and are not times: nobody knows what they mean. */
export function oddTimes(payload: ShownObject): readonly TimeName[] {
  const life = lifeOf(payload);
  return NAMES.filter((name) => Object.hasOwn(payload, name) && life[name] === undefined);
}

export function isEmpty(life: Life): boolean {
  return life.iat === undefined && life.nbf === undefined && life.exp === undefined;
}

/** As in the core, `nbf` is inclusive, `exp` is exclusive, and the tolerance widens both. */
export function zonesOf({ iat, nbf, exp }: Life, tolerance: number): readonly Zone[] {
  const opens = nbf ?? Number.NEGATIVE_INFINITY;
  const closes = exp ?? Number.POSITIVE_INFINITY;
  const issued = Math.max(iat ?? opens, opens);
  const edges: readonly [Phase, number][] = [
    ["early", opens - tolerance],
    ["tolerated", opens],
    // No rule forbids using a token before `iat`, but it did not exist then.
    ["unissued", Math.min(issued, closes)],
    ["valid", closes],
    ["tolerated", closes + tolerance],
    ["expired", Number.POSITIVE_INFINITY],
  ];
  const zones: Zone[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const [phase, to] of edges) {
    if (to > from) zones.push({ phase, from, to });
    from = Math.max(from, to);
  }
  return zones;
}

export function phaseAt(zones: readonly Zone[], time: number): Phase {
  return zones.find(({ from, to }) => from <= time && time < to)?.phase ?? "expired";
}

export interface Scale {
  /** From 0 to 1. Times further out are at the end. */
  position(time: number): number;
  time(position: number): number;
}

/**
 * Linear between the token's own times. Before and after them it is compressed to reach `now`, which may be years away
 * from a lifetime of minutes.
 */
export function scaleOf(life: Life, now: number): Scale {
  const times = [life.iat, life.nbf, life.exp].filter((time) => time !== undefined);
  const first = Math.min(...times);
  const last = Math.max(...times);
  const span = last - first;
  const atLeast = span > 0 ? (span * MARGIN) / (1 - 2 * MARGIN) : AROUND_ONE_TIME;
  const before = Math.max(atLeast, (first - now) * 1.3);
  const after = Math.max(atLeast, (now - last) * 1.3);
  const margin = span > 0 ? MARGIN : 0.5;
  const bends: readonly [number, number][] = [
    [first - before, 0],
    [first, margin],
    [last, 1 - margin],
    [last + after, 1],
  ];
  return {
    position: (time) => along(bends, 0, 1, time),
    time: (position) => along(bends, 1, 0, position),
  };
}

function along(bends: readonly [number, number][], from: 0 | 1, to: 0 | 1, value: number): number {
  for (let index = 1; index < bends.length; index += 1) {
    const [start, end] = [bends[index - 1], bends[index]];
    if (!start || !end || (value > end[from] && index < bends.length - 1)) continue;
    const length = end[from] - start[from];
    const share = length === 0 ? 1 : (value - start[from]) / length;
    return start[to] + Math.min(1, Math.max(0, share)) * (end[to] - start[to]);
  }
  return 0;
}

/** Times that are too close for separate labels share one. */
export function marksOf(
  life: Life,
  scale: Scale,
): readonly { readonly names: TimeName[]; readonly at: number }[] {
  const marks: { names: TimeName[]; at: number }[] = [];
  const present = NAMES.flatMap((name) =>
    life[name] === undefined ? [] : [{ name, at: scale.position(life[name]) }],
  ).sort((one, other) => one.at - other.at);
  for (const { name, at } of present) {
    const latest = marks.at(-1);
    if (latest && at - latest.at < 0.12) latest.names.push(name);
    else marks.push({ names: [name], at });
  }
  return marks;
}

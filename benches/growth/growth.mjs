// Measures how the cost grows with inputs that a caller or an attacker can enlarge.
import { chart } from "../charts/growth.mjs";
import { write } from "../output.mjs";
import { machine } from "../report/machine.mjs";
import { exponent, median } from "../report/statistics.mjs";
import { aligned } from "../report/table.mjs";
import { series } from "./series.mjs";

/** Microseconds of a batch, and of the warm-up before the first. */
const BATCH = 12_000;
const WARM_UP = 200_000;

/**
 * The steepest allowed exponent at the upper end. It is above the ideal, because more memory is slower
 * memory.
 */
const STEEPEST = { constant: 0.3, logarithmic: 0.4, linear: 1.15 };

/** Below the upper end, the constant cost of a call hides the growth. */
const UPPER_END = 3;

export async function growth({ named = "", rounds, ...options }) {
  const chosen = series.filter(({ name }) => name.includes(named));
  if (chosen.length === 0) throw new Error(`no series has "${named}" in its name`);
  const results = [];
  for (const one of chosen) {
    const result = checked({ ...one, points: pointsOf(one, rounds) });
    console.log(`${text(result)}\n`);
    results.push(result);
  }
  const numbers = { machine: machine(), rounds, series: results };
  write("growth", numbers, chart(numbers), options);
}

/** Microseconds of processor time at each x, measured in turn. */
function pointsOf({ at, made }, rounds) {
  const lanes = at.map((x) => {
    const run = made(x);
    return { x, run, count: countFor(run), times: [] };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { run, count, times } of lanes) times.push(timeOf(run, count) / count);
  }
  return lanes.map(({ x, times }) => [x, median(times)]);
}

/** Processor time and not the clock, because no peer shares a disturbance here. */
function timeOf(run, count) {
  const start = process.cpuUsage();
  for (let index = 0; index < count; index += 1) run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Runs that fill a batch, once the code is optimised. */
function countFor(run) {
  let count = 1;
  for (let spent = 0; ; ) {
    const time = Math.max(timeOf(run, count), 1);
    spent += time;
    const wanted = Math.max(1, Math.round((count * BATCH) / time));
    if (spent >= WARM_UP) return wanted;
    count = Math.min(wanted, count * 4);
  }
}

/** Adds the fitted exponents, and whether the growth is as expected. */
export function checked({ name, unit, growth, points }) {
  const atUpperEnd = exponent(points.slice(-UPPER_END));
  return {
    name,
    unit,
    growth,
    points,
    exponent: exponent(points),
    atUpperEnd,
    isAsItShouldBe: atUpperEnd <= STEEPEST[growth],
  };
}

function text({ name, unit, growth, points, exponent: overall, atUpperEnd, isAsItShouldBe }) {
  const rows = points.map(([x, y]) => [String(x), y.toFixed(2), (y / x).toPrecision(3)]);
  const verdict = isAsItShouldBe ? `as it should be: ${growth}` : `STEEPER than ${growth}`;
  return [
    `${name}: ${verdict} (exponent ${overall.toFixed(2)}, at the upper end ${atUpperEnd.toFixed(2)})`,
    ...aligned([[unit, "µs", "µs each"], ...rows], 0),
  ].join("\n");
}

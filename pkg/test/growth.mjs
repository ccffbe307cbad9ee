// Measures how the time of some work grows with its input, as a ratio, because the speed and the load of the machine are unknown.
import assert from "node:assert/strict";
import { test } from "node:test";

// Other processes and the garbage collector disturb some rounds, but not all of them.
const ROUNDS = 60;
const WARM_UP = 3;
/** In milliseconds. A shorter round measures the machine rather than the work. */
const SHORTEST = 3;
/** In milliseconds. Work that takes longer in one round fails without another try. */
const LONGEST = 1000;
const MOST = 4;

/**
 * Asserts that an input of 4 or 16 times the length takes at most 4 times as long as 4 or 16 short inputs: at most 16 and 64 times as
 * long as one. Quadratic work takes 16 and 256 times as long, so it fails at 16.
 * @param make returns an input of about that many bytes
 * @param work may return a promise
 * @returns the ratio for 16 times the length
 */
async function assertLinear(make, work, { base = 4096 } = {}) {
  const short = make(base);
  let ratio = 0;
  for (const factor of [4, 16]) {
    const long = make(base * factor);
    ratio = await leastRatio({ work, long, short, factor });
    assert.ok(ratio <= MOST, `${factor} times the input takes ${(ratio * factor).toFixed(0)} times as long`);
  }
  return ratio;
}

/** Compares the fastest rounds with each input: the slower ones were disturbed by the machine. */
async function leastRatio({ work, long, short, factor }) {
  const once = await timeOf(work, short, factor);
  const repeats = Math.ceil(SHORTEST / Math.max(once, SHORTEST / 100));
  const least = { long: Number.POSITIVE_INFINITY, short: Number.POSITIVE_INFINITY };
  for (let round = 1; round <= ROUNDS; round++) {
    least.short = Math.min(least.short, await timeOf(work, short, factor * repeats));
    least.long = Math.min(least.long, await timeOf(work, long, repeats));
    if (least.long > LONGEST || (round >= WARM_UP && least.long / least.short <= MOST / 2)) break;
  }
  return least.long / least.short;
}

async function timeOf(work, input, times) {
  const start = performance.now();
  for (let index = 0; index < times; index++) await work(input);
  return performance.now() - start;
}

/** Repeats the text until it has about that many characters. */
export const times = (text) => (length) => text.repeat(Math.ceil(length / text.length));
export const numbered = (make) => (length) => {
  const parts = [];
  for (let index = 0, sum = 0; sum < length; index++) sum += parts[parts.push(make(index)) - 1].length;
  return parts;
};
export const wrapped = (before, middle, after) => (length) => `${before}${middle(length)}${after}`;

/** A test for each kind of input. */
export function rows(group, work, makers, options) {
  for (const [name, make] of Object.entries(makers)) {
    test(`${group}: ${name}`, async (context) => {
      const ratio = await assertLinear(make, work, options);
      context.diagnostic(`16 times the input takes ${(16 * ratio).toFixed(1)} times as long`);
    });
  }
}

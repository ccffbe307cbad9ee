// How the time that some work takes grows with its input: as a ratio, since a machine's speed and load are not known.
import assert from "node:assert/strict";
import { test } from "node:test";

// The other processes of a busy machine, and the garbage collector, fall into some rounds and not into all.
const ROUNDS = 20;
const WARM_UP = 3;
/** Shorter than this, in milliseconds, a round says more of the machine than of the work. */
const SHORTEST = 3;
/** What takes so long in one round is told, and not tried again. */
const LONGEST = 1000;
const MOST = 4;

/**
 * Asserts that an input of 4 or 16 times the length takes at most 4 times as long as 4 or 16 short inputs: that is at most 16
 * and 64 times as long as one, where quadratic work takes 16 and 256 times as long and so does not pass at 16.
 * @param make gives an input of about so many bytes
 * @param work may give a promise
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

/** Of the quickest rounds with each: what others take above that is the machine's doing. */
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

/** So often that there are about so many characters. */
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

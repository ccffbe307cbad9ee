// Candidates take turns within each round, so that a disturbance of the machine affects all of them.
import { flat } from "./text.mjs";

const WARM_UP_MS = 200;
const WARM_UP_MS_PER_ROUND = 30;
const LEAST_BATCHES = 4;

/**
 * A power of two, and the largest batch with only new inputs. More would measure the memory that they fill.
 */
const FRESH_INPUTS = 8192;

const ignore = () => {};

/** Milliseconds of `count` runs over all different inputs. */
function syncBatch({ run }, inputs, count) {
  const mask = inputs.length - 1;
  const start = performance.now();
  for (let index = 0; index < count; index += 1) run(inputs[index & mask]);
  return performance.now() - start;
}

function refusedBatch({ run }, inputs, count) {
  const mask = inputs.length - 1;
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    try {
      run(inputs[index & mask]);
    } catch (error) {
      ignore(error);
    }
  }
  return performance.now() - start;
}

async function asyncBatch({ run }, inputs, count) {
  const mask = inputs.length - 1;
  const start = performance.now();
  for (let index = 0; index < count; index += 1) await run(inputs[index & mask]);
  return performance.now() - start;
}

async function refusedAsyncBatch({ run }, inputs, count) {
  const mask = inputs.length - 1;
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    try {
      await run(inputs[index & mask]);
    } catch (error) {
      ignore(error);
    }
  }
  return performance.now() - start;
}

function batchOf(candidate, verdict) {
  if (verdict === "refused") return candidate.async ? refusedAsyncBatch : refusedBatch;
  return candidate.async ? asyncBatch : syncBatch;
}

/**
 * Runs it until its code is optimised, and gives the number of runs that fill a batch: by the quickest seen, since one
 * that was disturbed, or compiled first, would make all batches too short for the clock.
 */
async function calibrate(lane, milliseconds, warmUp) {
  let count = 8;
  let quickest = Number.POSITIVE_INFINITY;
  for (let spent = 0, batches = 0; ; batches += 1) {
    const elapsed = await lane.runBatch(lane.candidate, lane.inputs(), count);
    spent += elapsed;
    // A coarse clock cannot measure less.
    if (elapsed >= milliseconds / 3) quickest = Math.min(quickest, elapsed / count);
    const filling = Number.isFinite(quickest) ? Math.max(1, Math.round(milliseconds / quickest)) : count * 4;
    const wanted = Math.min(lane.most, filling);
    if (spent >= warmUp && batches >= LEAST_BATCHES) return wanted;
    count = Math.min(wanted, count * 4);
  }
}

function laneOf(candidate, { inputs, good, verdict, fresh }) {
  const given = (candidate.takesGood ? good : inputs).map(candidate.prepare);
  const renewed = () => Array.from({ length: FRESH_INPUTS }, (_, index) => flat(given[index % given.length]));
  return {
    candidate,
    inputs: fresh ? renewed : () => given,
    most: fresh ? FRESH_INPUTS : Number.POSITIVE_INFINITY,
    runBatch: batchOf(candidate, candidate.takesGood ? "accepted" : verdict),
    times: [],
  };
}

function shuffled(list) {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

const warmUpFor = (rounds) => Math.min(WARM_UP_MS, rounds * WARM_UP_MS_PER_ROUND);

/**
 * Microseconds per run: for each candidate one number a round.
 * @param one a case, as the corpus makes it
 * @param batch the milliseconds that a batch is to take: the longer, the less a coarse clock shows
 * @param warmUp the milliseconds before the first round
 */
export async function measure(candidates, one, { rounds, batch, warmUp = warmUpFor(rounds) }) {
  const lanes = [];
  for (const candidate of candidates) {
    const lane = laneOf(candidate, one);
    lanes.push({ ...lane, count: await calibrate(lane, batch, warmUp) });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { candidate, inputs, runBatch, count, times } of shuffled(lanes)) {
      times.push(((await runBatch(candidate, inputs(), count)) * 1000) / count);
    }
  }
  return lanes.map(({ candidate, times }) => ({ candidate, times }));
}

// Whether the time of a call depends on its input (after dudect, Reparaz et al., 2017): Welch's t between two classes of inputs. It is
// printed and not asserted, because a shared machine is too noisy.
import assert from "node:assert/strict";

/**
 * Prints Welch's t between the times of two classes.
 * @param classes for each of two names its inputs
 * @param options the number of `samples`, and what to `check` of a result, outside of the measured time
 */
export function compare(context, classes, run, { samples, check }) {
  const names = Object.keys(classes);
  const found = Object.values(classes).map((inputs) => ({ inputs, count: 0, mean: 0, m2: 0 }));
  const times = new Float64Array(samples);
  const chosen = new Uint8Array(samples);
  for (let sample = -Math.min(2000, samples); sample < samples; sample++) {
    const choice = Math.random() < 0.5 ? 0 : 1;
    const { inputs } = found[choice];
    const input = inputs[Math.floor(Math.random() * inputs.length)];
    const started = process.hrtime.bigint();
    const result = run(input);
    const time = Number(process.hrtime.bigint() - started);
    check(result);
    // The first samples run before the code is compiled.
    if (sample < 0) continue;
    times[sample] = time;
    chosen[sample] = choice;
  }

  // The slowest tenth is left out: the scheduler or the garbage collector interrupted those samples.
  const longest = times.slice().sort()[Math.floor(samples * 0.9)];
  for (const [sample, time] of times.entries()) if (time <= longest) add(found[chosen[sample]], time);

  const [one, other] = found;
  const variance = ({ m2, count }) => m2 / (count - 1) / count;
  const t = (one.mean - other.mean) / Math.sqrt(variance(one) + variance(other));
  const means = found.map(({ mean }, place) => `${names[place]} ${mean.toFixed(1)} ns`).join(", ");
  context.diagnostic(`${means}, t = ${t.toFixed(2)} (|t| > 4.5 would be a leak)`);
  assert.ok(one.count > samples / 4 && other.count > samples / 4);
}

/** Welford's running mean and variance. */
function add(one, value) {
  one.count += 1;
  const delta = value - one.mean;
  one.mean += delta / one.count;
  one.m2 += delta * (value - one.mean);
}

// Repeatable random numbers by mulberry32, which is small and good enough for a simulation.

export function randomOf(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    /** The waiting time for the next random event at this rate. */
    wait: (rate) => -Math.log(1 - uniform()) / rate,
  };
}

/** Sorts a copy of the numbers. */
export function quantiles(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p99: at(0.99), most: sorted.at(-1) };
}

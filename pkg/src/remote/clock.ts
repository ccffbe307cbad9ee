/** The time in seconds since 1970-01-01T00:00:00Z. */
export function now(): number {
  return Date.now() / 1000;
}

// By how many seconds clocks may differ. In a Worker the clock stands still between I/O, for each request by itself,
// and the clocks of machines differ a little.
export const CLOCK_SKEW = 60;

/**
 * Whether `time` is less than `seconds` after `start`. If the clock was set back, the answer is `false`, so that
 * nothing lasts longer.
 */
export function isWithin(time: number, start: number, seconds: number): boolean {
  const elapsed = time - start;
  return elapsed > -CLOCK_SKEW && elapsed < seconds;
}

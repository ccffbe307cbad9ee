/** Seconds since 1970-01-01T00:00:00Z. */
export function now(): number {
  return Date.now() / 1000;
}

// Requests of a Worker each see a clock of their own, which stands still between I/O, and machines differ by a little.
export const CLOCK_SKEW = 60;

/** Whether `time` is less than `seconds` after `start`. A clock that was set back ends it rather than prolongs it. */
export function isWithin(time: number, start: number, seconds: number): boolean {
  const elapsed = time - start;
  return elapsed > -CLOCK_SKEW && elapsed < seconds;
}

import { invalidOptions } from "../error.js";

/** The end of the year 9999: a later time is in milliseconds. */
export const LAST_TIME = 253_402_300_799;

const MAX_TIME = 1e11;

/**
 * The time in whole seconds. The clock of Workers says 0 at global scope, and milliseconds are later than any token: either would
 * let tokens through.
 * @throws {JwtError} `options_invalid`
 */
export function seconds(now: number = Math.floor(Date.now() / 1000)): number {
  if (now > 0 && now <= MAX_TIME) return now;
  throw invalidOptions(`the time must be in seconds, above 0 and at most 1e11; it is ${now}`);
}

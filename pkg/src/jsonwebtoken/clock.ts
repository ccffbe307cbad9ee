import { invalidOptions } from "../error.js";

/** The end of the year 9999 in seconds. A later time is in milliseconds. */
export const LAST_TIME = 253_402_300_799;

const MAX_TIME = 1e11;

/**
 * The time in seconds. 0 is the clock of a Worker at global scope, and a time in milliseconds is later than every
 * token. Both are refused, because they would accept tokens that are not valid.
 * @throws {JwtError} `options_invalid`
 */
export function seconds(now: number = Math.floor(Date.now() / 1000)): number {
  if (now > 0 && now <= MAX_TIME) return now;
  throw invalidOptions(`the time must be in seconds, above 0 and at most 1e11, but it is ${now}`);
}

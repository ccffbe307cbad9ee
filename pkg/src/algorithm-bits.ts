import { ALGORITHMS } from "./names.js";

/** Algorithms as the modules take a list of them: the bits of their places among all. */
export function algorithmBits(named: readonly string[]): number {
  const known: readonly string[] = ALGORITHMS;
  return named.reduce((bits, name) => bits | (1 << known.indexOf(name)), 0);
}

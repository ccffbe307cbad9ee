import { ALGORITHMS } from "./names.js";

/** A list of algorithms as the WebAssembly modules take it: one bit for each, at its index in {@link ALGORITHMS}. */
export function algorithmBits(named: readonly string[]): number {
  const known: readonly string[] = ALGORITHMS;
  return named.reduce((bits, name) => bits | (1 << known.indexOf(name)), 0);
}

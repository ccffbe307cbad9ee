import { CLOCK_SKEW } from "../../remote/clock.js";
import type { RingEntry } from "./entry.js";

/** What a key of a ring does at a time. */
export type RingKeyState = "ahead" | "signing" | "retiring" | "retired";

/** Whose turn it is. It follows from the stored keys and the time alone, so that all processes agree without a word. */
export interface Turn {
  readonly entry: RingEntry;
  readonly state: RingKeyState;
  /** When it is published no longer; `undefined` while no key is to follow it. */
  readonly retiresAt: number | undefined;
}

/** @param entries in the order in which they sign */
export function turnsAt(entries: readonly RingEntry[], time: number, retireAfter: number): readonly Turn[] {
  // Of a ring whose first key is yet to begin, that one signs: there is no other.
  const begun = entries.filter(({ activeFrom }) => activeFrom <= time).length;
  const signing = Math.max(0, begun - 1);
  return entries.map((entry, place) => {
    const next = entries[place + 1];
    // Clocks that are late sign with it for as much longer.
    const retiresAt = next && next.activeFrom + retireAfter + CLOCK_SKEW;
    return { entry, state: stateOf(place - signing, retiresAt, time), retiresAt };
  });
}

function stateOf(after: number, retiresAt: number | undefined, time: number): RingKeyState {
  if (after > 0) return "ahead";
  if (after === 0) return "signing";
  return retiresAt !== undefined && retiresAt > time ? "retiring" : "retired";
}

import { CLOCK_SKEW } from "../../remote/clock.js";
import type { RingEntry } from "./entry.js";

/** What a key of a ring does at a time: `ahead` and `retiring` keys are only published, and `retired` keys are not. */
export type RingKeyState = "ahead" | "signing" | "retiring" | "retired";

/** The turn of one key. Only the stored keys and the time decide it, so all processes agree without communicating. */
export interface Turn {
  readonly entry: RingEntry;
  readonly state: RingKeyState;
  /** When it is no longer published; `undefined` if no key follows it yet. */
  readonly retiresAt: number | undefined;
}

/** @param entries in the order in which they sign */
export function turnsAt(entries: readonly RingEntry[], time: number, retireAfter: number): readonly Turn[] {
  // If not even the first key has begun, it signs nevertheless, because there is no other.
  const begun = entries.filter(({ activeFrom }) => activeFrom <= time).length;
  const signing = Math.max(0, begun - 1);
  return entries.map((entry, place) => {
    const next = entries[place + 1];
    // A process whose clock is late still signs with the key for that long.
    const retiresAt = next && next.activeFrom + retireAfter + CLOCK_SKEW;
    return { entry, state: stateOf(place - signing, retiresAt, time), retiresAt };
  });
}

function stateOf(after: number, retiresAt: number | undefined, time: number): RingKeyState {
  if (after > 0) return "ahead";
  if (after === 0) return "signing";
  return retiresAt !== undefined && retiresAt > time ? "retiring" : "retired";
}

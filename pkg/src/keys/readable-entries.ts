import type { Entries } from "../clone-json.js";

/**
 * Reads what can be read of a set's entries.
 * @param leaveOut takes one that is refused and why, so that the others are read all the same
 */
export function readableEntries(leaveOut: (entry: unknown, why: string) => void): Entries {
  return (items, read, whyOf) => {
    const all: unknown[] = [];
    for (const [index, item] of Array.from(items).entries()) {
      try {
        all.push(read(item, index));
      } catch (thrown) {
        leaveOut(item, whyOf(thrown, index));
      }
    }
    return all;
  };
}

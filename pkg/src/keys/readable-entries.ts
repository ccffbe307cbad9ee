import type { Entries } from "../clone-json.js";

/**
 * Reads the entries of a key set that can be read.
 * @param leaveOut is called with each entry that cannot be read, and the reason
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

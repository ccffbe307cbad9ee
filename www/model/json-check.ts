/**
 * Finds the first place where a text is not JSON that can be signed unchanged. Browsers describe that place
 * differently, or not at all.
 */

import type { FoundFlaw } from "./json-flaws";
import { scan } from "./json-scan";

export type FlawAt = FoundFlaw & { readonly line: number; readonly column: number };

/** The first flaw of a text that must be one JSON object, or `undefined`. */
export function flawOf(text: string): FlawAt | undefined {
  const { flaw } = scan(text);
  if (!flaw) return undefined;
  const lines = text.slice(0, flaw.offset).split("\n");
  return { ...flaw, line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
}

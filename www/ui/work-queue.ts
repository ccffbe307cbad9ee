/** Work that would make the page wait if it was done at once: a piece at a time, and a painting after each. */

import { afterPainting } from "./after-painting";

const waiting: (() => void)[] = [];

/** Returns what takes it back. */
export function enqueue(piece: () => void): () => void {
  waiting.push(piece);
  if (waiting.length === 1) afterPainting(doNext);
  return () => {
    const index = waiting.indexOf(piece);
    if (index >= 0) waiting.splice(index, 1);
  };
}

/** The caller that awaits this goes on after the next painting. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => enqueue(resolve));
}

export function isAnyQueued(): boolean {
  return waiting.length > 0;
}

function doNext(): void {
  const piece = waiting.shift();
  if (waiting.length > 0) afterPainting(doNext);
  piece?.();
}

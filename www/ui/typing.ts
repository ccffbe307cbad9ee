/**
 * What is typed into a long token, or on a slow machine. To read, verify and lay it out again takes longer than the time
 * between two key presses, so all but the letters themselves wait for a pause.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { afterPainting } from "./after-painting";

/** In characters. */
const LONG_TOKEN = 4096;
/** In milliseconds, from when the letter is in sight. A machine that needs longer for that is left alone for longer. */
const PAUSE = 150;
const LONGEST_PAUSE = 600;
/** Milliseconds for which the next letter can wait without being missed. */
const UNFELT = 50;

/** Milliseconds from the last change to the page that shows what it means. */
let took = 0;
/** When a change began that is not in sight yet: the next letter can come before it is. */
let since: number | undefined;

function timed(change: () => void): void {
  since = performance.now();
  change();
  afterPainting(() => {
    took = slowness(0);
    since = undefined;
  });
}

function slowness(atLeast: number): number {
  return since === undefined ? atLeast : Math.max(atLeast, performance.now() - since);
}

/** Whether it was typed: what is pasted differs by more, even where it is as long. */
function differsByLetter(before: string, after: string): boolean {
  const shorter = Math.min(before.length, after.length);
  if (Math.max(before.length, after.length) > shorter + 1) return false;
  let same = 0;
  while (same < shorter && before[same] === after[same]) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && before.at(-1 - sameAtEnd) === after.at(-1 - sameAtEnd)) sameAtEnd += 1;
  return same + sameAtEnd >= shorter - 1;
}

export function isLong(text: string): boolean {
  return text.length > LONG_TOKEN;
}

const watchers = new Set<(is: boolean) => void>();

let isTyping = false;

function tell(is: boolean): void {
  isTyping = is;
  for (const watch of watchers) watch(is);
}

/** Whether what is shown of the token is behind what stands in the field. */
export function isBehind(): boolean {
  return isTyping;
}

export function useIsTyping(): boolean {
  const [is, setIs] = useState(false);
  useLayoutEffect(() => {
    watchers.add(setIs);
    return () => void watchers.delete(setIs);
  }, []);
  return is;
}

/** The text as it stands in the field, which is ahead of `settled` until `settle` was called with it. */
export function useTyped(settled: string, settle: (text: string) => void) {
  const [typed, setTyped] = useState<string>();
  const pending = useRef<{ text: string; cancel(): void }>(undefined);
  const latest = useRef(settle);
  latest.current = settle;
  const drop = () => {
    pending.current?.cancel();
    if (pending.current) tell(false);
    pending.current = undefined;
    setTyped(undefined);
  };
  const flush = () => {
    const text = pending.current?.text;
    drop();
    if (text !== undefined) timed(() => latest.current(text));
  };
  // What was put there by something else takes the place of what was being typed.
  useLayoutEffect(drop, [settled]);
  useEffect(() => drop, []);
  const type = (text: string) => {
    const isLate = () => slowness(took) > UNFELT && differsByLetter(pending.current?.text ?? settled, text);
    if (!isLong(text) && !isLate()) {
      drop();
      timed(() => latest.current(text));
      return;
    }
    if (pending.current) pending.current.cancel();
    else tell(true);
    let timer = 0;
    const stop = afterPainting(() => {
      timer = window.setTimeout(flush, Math.min(Math.max(PAUSE, slowness(took)), LONGEST_PAUSE));
    });
    const cancel = () => {
      stop();
      clearTimeout(timer);
    };
    pending.current = { text, cancel };
    setTyped(text);
  };
  return { text: typed ?? settled, isAhead: typed !== undefined, type, flush };
}

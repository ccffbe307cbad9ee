/**
 * Typing into a long token, or on a slow machine: decoding, verifying and rendering take longer than the time between
 * two key presses, so everything except the letters waits for a pause. A paste does not wait.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { afterPainting } from "./after-painting";

/** In characters. */
const LONG_TOKEN = 4096;
/** In milliseconds after the letter is painted. A slow machine gets a longer pause. */
const PAUSE = 150;
const LONGEST_PAUSE = 600;
/** Milliseconds by which a letter may be late without being noticed. */
const UNFELT = 50;

/** Milliseconds that the last change took until it was painted. */
let took = 0;
/** When the change began that is not painted yet; the next letter can come earlier. */
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

/** Whether the change was typed. A paste differs by more than one letter. */
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

/** Whether the page still shows an older text than the field. */
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

/** The text in the field. It is ahead of `settled` until `settle` is called with it. */
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
  // If other code changes the token, drop the letters that were being typed.
  useLayoutEffect(drop, [settled]);
  useEffect(() => drop, []);
  const type = (text: string) => {
    const isSlow = isLong(text) || slowness(took) > UNFELT;
    // A paste, a drop or a long deletion is judged at once.
    if (!isSlow || !differsByLetter(pending.current?.text ?? settled, text)) {
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

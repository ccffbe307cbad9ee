/**
 * What is typed into a long token. To read, judge and lay it out anew takes longer than the time between two key
 * presses, so all but the letters themselves wait for a pause.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** In characters. */
const LONG_TOKEN = 4096;
/** In milliseconds. */
const PAUSE = 150;

const watchers = new Set<(is: boolean) => void>();

function tell(is: boolean): void {
  for (const watch of watchers) watch(is);
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
  const pending = useRef<{ text: string; timer: number }>(undefined);
  const latest = useRef(settle);
  latest.current = settle;
  const drop = () => {
    clearTimeout(pending.current?.timer);
    if (pending.current) tell(false);
    pending.current = undefined;
    setTyped(undefined);
  };
  const flush = () => {
    const text = pending.current?.text;
    drop();
    if (text !== undefined) latest.current(text);
  };
  // What was put there by something else takes the place of what was being typed.
  useLayoutEffect(drop, [settled]);
  useEffect(() => drop, []);
  const type = (text: string) => {
    if (text.length <= LONG_TOKEN) {
      drop();
      latest.current(text);
      return;
    }
    clearTimeout(pending.current?.timer);
    if (!pending.current) tell(true);
    pending.current = { text, timer: window.setTimeout(flush, PAUSE) };
    setTyped(text);
  };
  return { text: typed ?? settled, isAhead: typed !== undefined, type, flush };
}

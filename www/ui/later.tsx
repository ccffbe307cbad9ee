import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { inTurn, isAnyWaiting } from "./in-turn";

/** From then on everything appears at once: whoever clears the page should not see it built again. */
let haveAllAppeared = false;

/** A part of the page that appears after those before it. Only itself is rendered then. */
export function Later({ children }: { children: ComponentChildren }) {
  const [isDue, setDue] = useState(haveAllAppeared);
  useLayoutEffect(() => {
    if (isDue) return;
    return inTurn(() => {
      setDue(true);
      haveAllAppeared = !isAnyWaiting();
    });
  }, []);
  return isDue ? children : null;
}

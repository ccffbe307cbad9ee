import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { enqueue, isAnyQueued } from "./work-queue";

/** From then on everything appears at once: a person who clears the page should not see it built again. */
let haveAllAppeared = false;

/** A part of the page that appears after those before it. Only itself is rendered then. */
export function Deferred({ children }: { children: ComponentChildren }) {
  const [isDue, setDue] = useState(haveAllAppeared);
  useLayoutEffect(() => {
    if (isDue) return;
    return enqueue(() => {
      setDue(true);
      haveAllAppeared = !isAnyQueued();
    });
  }, []);
  return isDue ? children : null;
}

/**
 * The element under the pointer or the focus, whose counterpart lights up. It changes with every movement, so it is
 * kept outside the page's state and only the lit elements render again.
 */

import { useEffect, useState } from "preact/hooks";
import { isSameSpot, type Spot } from "../model/source-map";

let lit: Spot | undefined;
const watchers = new Set<(spot: Spot | undefined) => void>();

export function light(spot: Spot | undefined): void {
  if (isSameSpot(lit, spot)) return;
  lit = spot;
  for (const watch of watchers) watch(spot);
}

export function useSpot(): Spot | undefined {
  const [spot, setSpot] = useState(lit);
  useEffect(() => watching(setSpot), []);
  return spot;
}

/** Whether this spot is lit. */
export function useIsLit(spot: Spot): boolean {
  const [is, setIs] = useState(isSameSpot(lit, spot));
  const { part, member } = spot;
  const start = member?.start;
  useEffect(() => watching((now) => setIs(now?.part === part && now.member?.start === start)), [part, start]);
  return is;
}

/** Handlers for an element that represents a spot: the spot is lit while the pointer or the focus is inside. */
export function lighting(spot: Spot) {
  const on = () => light(spot);
  const off = () => light(undefined);
  return { onPointerEnter: on, onPointerLeave: off, onFocusCapture: on, onBlurCapture: off };
}

function watching(watch: (spot: Spot | undefined) => void): () => void {
  watchers.add(watch);
  watch(lit);
  return () => watchers.delete(watch);
}

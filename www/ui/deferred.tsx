import type { ComponentChildren } from "preact";
import { text, withWords } from "../text";
import { useLoaded } from "./use-loaded";

export type DeferredParts = typeof import("../deferred");

export const loadDeferred = withWords(["below", "deferred"], () => import("../deferred"));

/** `undefined` until they are there. */
export function useDeferred(isWanted: boolean): DeferredParts | undefined {
  const parts = useLoaded(loadDeferred, isWanted);
  return parts === "failed" ? undefined : parts;
}

interface Props {
  /** Says if it could not be loaded. Of several parts, one says it. */
  isSaid?: boolean;
  children(parts: DeferredParts): ComponentChildren;
}

/** A part of the page that comes after the verdict. */
export function Deferred({ isSaid = false, children }: Props) {
  const parts = useLoaded(loadDeferred, true);
  if (parts === "failed") return isSaid ? <p class="broken">{text.page.incomplete}</p> : null;
  return <>{parts && children(parts)}</>;
}

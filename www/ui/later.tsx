import type { ComponentChildren } from "preact";
import { text, withWords } from "../text";
import { useLoaded } from "./use-loaded";

export type LaterParts = typeof import("../later");

export const loadLater = withWords(["below", "later"], () => import("../later"));

/** `undefined` until they are there. */
export function useLater(isWanted: boolean): LaterParts | undefined {
  const parts = useLoaded(loadLater, isWanted);
  return parts === "failed" ? undefined : parts;
}

interface Props {
  /** Says if it could not be loaded. Of several parts, one says it. */
  isSaid?: boolean;
  children(parts: LaterParts): ComponentChildren;
}

/** A part of the page that comes after the verdict. */
export function Later({ isSaid = false, children }: Props) {
  const parts = useLoaded(loadLater, true);
  if (parts === "failed") return isSaid ? <p class="broken">{text.page.incomplete}</p> : null;
  return <>{parts && children(parts)}</>;
}

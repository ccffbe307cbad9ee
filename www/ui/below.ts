import { withWords } from "../text";
import { useLoaded } from "./use-loaded";

export const loadBelow = withWords(["below"], () => import("../below"));

/** `undefined` until it is there, and "failed" if it does not come. */
export function useBelow(): typeof import("../below") | "failed" | undefined {
  return useLoaded(loadBelow, true);
}

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { afterPainting } from "./after-painting";

/**
 * What stands below the verdict. After the first paste it is all new, which takes longer than the verdict, so for one
 * frame the empty page's stays. What is about another token is replaced at once: two must not be mixed.
 */
export function useVerdictFirst<T>(isEmpty: boolean, latest: T): T {
  const [isShownEmpty, setShownEmpty] = useState(isEmpty);
  const shown = useRef(latest);
  useLayoutEffect(() => {
    if (isEmpty === isShownEmpty) return;
    if (!isEmpty) return afterPainting(() => setShownEmpty(false));
    setShownEmpty(true);
  }, [isEmpty, isShownEmpty]);
  if (isEmpty || !isShownEmpty || shown.current === undefined) shown.current = latest;
  return shown.current;
}

import { useEffect, useRef, useState } from "preact/hooks";
import { text } from "../text";

/** How much of a long list is shown at first, and how much comes with each step: thousands of rows take seconds. */
const AT_FIRST = 150;
const STEP = 300;

/** It begins again when what is listed changes. */
export function useLimit(listed: unknown): [number, () => void] {
  const [state, setState] = useState({ listed, limit: AT_FIRST });
  const limit = state.listed === listed ? state.limit : AT_FIRST;
  return [limit, () => setState({ listed, limit: limit + STEP })];
}

/** Shows more when it comes into sight, and when it is pressed. */
export function ShowMore({ onMore }: { onMore(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
    });
    if (button.current) observer.observe(button.current);
    return () => observer.disconnect();
  }, [onMore]);
  return (
    <button ref={button} type="button" class="quiet show-more" onClick={onMore}>
      {text.reading.showMore}
    </button>
  );
}

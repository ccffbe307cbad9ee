import { useEffect, useState } from "preact/hooks";

/** From here on the token and what it says stand side by side; `layout.css` has the same width. */
const WIDE = matchMedia("(min-width: 64rem)");

export function useIsWide(): boolean {
  const [isWide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const follow = () => setWide(WIDE.matches);
    // It may have changed since the first rendering.
    follow();
    WIDE.addEventListener("change", follow);
    return () => WIDE.removeEventListener("change", follow);
  }, []);
  return isWide;
}

/**
 * The core and the panels are most of the page, so they are a separate file. It is requested after the token is
 * painted, so that it does not delay the first view.
 */

import { useEffect, useState } from "preact/hooks";
import { withWords } from "./text";

type Inspection = typeof import("./inspection");

/** Milliseconds. A hidden window never paints, so waiting must end. */
const LONGEST_WAIT = 1000;

/** `undefined` if it could not be loaded. */
export const inspection: Promise<Inspection | undefined> = painted().then(load);

function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_WAIT);
    new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length > 0) resolve();
    }).observe({ type: "paint", buffered: true });
  });
}

const loadWithWords = withWords(["inspection"], () => import("./inspection"));

async function load(): Promise<Inspection | undefined> {
  const loaded = await loadWithWords().catch(() => undefined);
  await loaded?.warmUp();
  return loaded;
}

let arrived: Inspection | "loading" | undefined = "loading";
void inspection.then((loaded) => {
  arrived = loaded;
});

export function useInspection(): typeof arrived {
  const [state, setState] = useState(arrived);
  useEffect(() => {
    if (state === "loading") void inspection.then(setState);
  }, []);
  return state;
}

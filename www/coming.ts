/**
 * The core, and all that is said of a token with it, are most of the page, so they come in a file of their own, and the
 * token is in sight meanwhile. Import this first, so that the file is asked for before anything is drawn.
 */

import { useEffect, useState } from "preact/hooks";

type Inspection = typeof import("./inspection");

/** `undefined` if it could not be loaded. */
export const inspection: Promise<Inspection | undefined> = import("./inspection").then(
  async (loaded) => {
    await loaded.prepare();
    return loaded;
  },
  () => undefined,
);

let arrived: Inspection | "coming" | undefined = "coming";
void inspection.then((loaded) => {
  arrived = loaded;
});

export function useInspection(): typeof arrived {
  const [state, setState] = useState(arrived);
  useEffect(() => {
    if (state === "coming") void inspection.then(setState);
  }, []);
  return state;
}

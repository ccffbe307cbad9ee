import { explainSync } from "jwt-wasm";
import { FORMATS } from "./model/time";
import { nextTurn } from "./ui/work-queue";

/** The first call instantiates the core. */
const loadCore = () => explainSync("");

/** Makes, piece by piece, what the first render would otherwise make all at once. */
export async function warmUp(): Promise<void> {
  for (const piece of [...FORMATS, loadCore]) {
    await nextTurn();
    try {
      piece();
    } catch {
      // It fails again where it is needed, and is told there.
    }
  }
  await nextTurn();
}

import { explainSync } from "jwt-wasm";
import { FORMATS } from "./model/time";
import { turn } from "./ui/in-turn";

/** The first call instantiates the core. */
const loadCore = () => explainSync("");

/** Makes, piece by piece, what the first render would otherwise make all at once. */
export async function prepare(): Promise<void> {
  for (const piece of [...FORMATS, loadCore]) {
    await turn();
    try {
      piece();
    } catch {
      // It fails again where it is needed, and is told there.
    }
  }
  await turn();
}

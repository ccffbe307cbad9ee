import { explainSync } from "jwt-wasm";
import { read } from "./model/decoded-token";
import { enteredOf } from "./model/entered";
import { loadKeyFiles } from "./model/key-files";
import { FORMATS, shortDuration } from "./model/time";
import { painted } from "./ui/after-painting";
import { loadBelow } from "./ui/below";
import { loadDeferred } from "./ui/deferred";
import { preload } from "./ui/use-loaded";

/** `{"alg":"HS256"}.{"aud":"a","exp":1}` with a signature of the right length. */
const SAMPLE = `eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJhIiwiZXhwIjoxfQ.${"A".repeat(43)}`;

/** What the first token asks for. The first call of each creates formats, compiles functions, or instantiates the core. */
const PIECES: readonly (() => unknown)[] = [
  ...FORMATS,
  () => shortDuration(60),
  () => explainSync(""),
  () => explainSync(SAMPLE),
  () => enteredOf(SAMPLE),
  () => read(SAMPLE),
];

/** Does one by one what the first token would otherwise do at once. */
export async function warmUp(): Promise<void> {
  preload(loadBelow);
  for (const piece of PIECES) {
    await painted();
    try {
      piece();
    } catch {
      // If it fails, it fails again where it is needed, and the error is shown there.
    }
  }
  await painted();
  whenIdle(() => preload(loadDeferred, loadKeyFiles));
}

/** Milliseconds, for browsers without idle callbacks. */
const SOON = 1000;

function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(act);
  else setTimeout(act, SOON);
}

// The runtimes. `open()` gives `{ version, run(job), close() }`, or throws `Missing`.
import { chromium } from "./chromium.mjs";
import { processes } from "./process.mjs";
import { workerd } from "./workerd.mjs";

export const runtimes = { ...processes, workerd, chromium };

import { join } from "node:path";
import { Miniflare } from "miniflare";

/** A workerd that runs the bundle `worker.mjs` of this folder. */
export const startMiniflare = (outdir, more = {}) =>
  new Miniflare({
    modules: true,
    modulesRules: [
      { type: "ESModule", include: ["**/*.mjs"] },
      { type: "CompiledWasm", include: ["**/*.wasm"] },
    ],
    compatibilityDate: "2026-04-01",
    cf: false,
    modulesRoot: outdir,
    scriptPath: join(outdir, "worker.mjs"),
    ...more,
  });

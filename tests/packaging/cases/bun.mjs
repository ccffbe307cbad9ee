import assert from "node:assert/strict";
import { join } from "node:path";
import { appWith } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { checkBundler } from "../lib/bundler.mjs";
import { run } from "../lib/child.mjs";
import {
  DROP_IN,
  DROPPED_IN,
  GATE,
  GOOD,
  GUARDED,
  importing,
  javascript,
  onDemand,
  PRINT,
  PROOFS,
  PROVEN,
  REQUIRED_DROP_IN,
  requiring,
  SERVED,
  SERVER,
  withEngine,
} from "../lib/programs.mjs";

const PROGRAMS = {
  "import jwt-wasm": ["full.js", javascript(importing("jwt-wasm")) + PRINT],
  "an engine on demand": ["on-demand.js", onDemand("jwt-wasm") + PRINT],
  "jwt-wasm/engines/es256": ["engine.js", withEngine("jwt-wasm") + PRINT],
  "require jwt-wasm": ["full.cjs", javascript(requiring("jwt-wasm")) + PRINT],
  "jwt-wasm/dpop": ["dpop.js", PROOFS + PRINT, PROVEN],
  "jwt-wasm/edge": ["edge.js", GATE + PRINT, GUARDED],
  "jwt-wasm/express": ["express.js", SERVER + PRINT, SERVED],
  "jwt-wasm/jsonwebtoken": ["drop-in.js", DROP_IN + PRINT, DROPPED_IN],
  "require jwt-wasm/jsonwebtoken": ["drop-in.cjs", REQUIRED_DROP_IN + PRINT, DROPPED_IN],
};

const versionOf = async (program, cwd) => (await run(program, ["--version"], { cwd })).stdout;

export const bun = [
  {
    name: "Bun",
    async run() {
      const program = await binaries.bun();
      const app = await appWith("bun", Object.fromEntries(Object.values(PROGRAMS)));
      for (const [what, [file, , told = GOOD]] of Object.entries(PROGRAMS)) {
        const said = await run(program, ["--no-install", file], { cwd: app });
        assert.deepEqual(said, { stdout: told, stderr: "" }, what);
      }
      return { version: await versionOf(program, app), checked: Object.keys(PROGRAMS) };
    },
  },
  {
    name: "Bun, build",
    async run() {
      const program = await binaries.bun();
      const { app, checked } = await checkBundler("bun-build", async ({ app, entry, outdir }) => {
        const args = [
          "build",
          entry,
          "--minify",
          "--target=browser",
          `--outfile=${join(outdir, "bundle.js")}`,
        ];
        const { stderr } = await run(program, args, { cwd: app });
        return { warnings: stderr };
      });
      return { version: await versionOf(program, app), checked };
    },
  },
];

import assert from "node:assert/strict";
import { join } from "node:path";
import { appWith, importsOf, write } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
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
  SERVED,
  SERVER,
  withEngine,
} from "../lib/programs.mjs";

const PROGRAMS = {
  "jwt-wasm": ["full.js", javascript(importing("jwt-wasm")), GOOD],
  "npm:jwt-wasm": ["npm.js", javascript(importing("npm:jwt-wasm")), GOOD],
  "an engine on demand": ["on-demand.js", onDemand("jwt-wasm"), GOOD],
  "jwt-wasm/engines/es256": ["engine.js", withEngine("jwt-wasm"), GOOD],
  "npm:jwt-wasm/engines/es256": ["npm-engine.js", withEngine("npm:jwt-wasm"), GOOD],
  "jwt-wasm/dpop": ["dpop.js", PROOFS, PROVEN],
  "jwt-wasm/edge": ["edge.js", GATE, GUARDED],
  "jwt-wasm/express": ["express.js", SERVER, SERVED, ["--allow-net=127.0.0.1"]],
  "jwt-wasm/jsonwebtoken": ["drop-in.js", DROP_IN, DROPPED_IN],
};
const BY_MAP = ["jwt-wasm", "an engine on demand", "jwt-wasm/engines/es256", "jwt-wasm/edge"];

export const deno = [
  {
    name: "Deno",
    async run() {
      const program = await binaries.deno();
      const sources = Object.values(PROGRAMS).map(([file, source]) => [file, source + PRINT]);
      const app = await appWith("deno", Object.fromEntries(sources));
      const { stdout: version } = await run(program, ["--version"], { cwd: app });
      // Only a server's permissions: imports may be read, and the package needs nothing else.
      const start = (args) => run(program, ["run", "--no-prompt", "--no-remote", ...args], { cwd: app });
      for (const [what, [file, , told, allowed = []]] of Object.entries(PROGRAMS)) {
        const said = await start(["--node-modules-dir=manual", ...allowed, file]);
        assert.deepEqual(said, { stdout: told, stderr: "" }, what);
      }
      // Without npm: plain modules, with an import map.
      const imports = Object.entries(importsOf(app)).map(([specifier, file]) => [specifier, `./${file}`]);
      write(join(app, "map.json"), JSON.stringify({ imports: Object.fromEntries(imports) }));
      for (const what of BY_MAP) {
        const [file, , told] = PROGRAMS[what];
        const said = await start(["--no-config", "--import-map=map.json", "--node-modules-dir=none", file]);
        assert.deepEqual(said, { stdout: told, stderr: "" }, `${what}, by an import map`);
      }
      return { version: /\d[\d.]+/.exec(version)[0], checked: [...Object.keys(PROGRAMS), "import map"] };
    },
  },
];

import assert from "node:assert/strict";
import { join } from "node:path";
import { appWith, exportsOf, write } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { run } from "../lib/child.mjs";
import { GOOD, GUARDED, gate, importing, javascript, PRINT } from "../lib/programs.mjs";

const SPECIFIERS = ["jwt-wasm", "jwt-wasm/lite", "npm:jwt-wasm", "npm:jwt-wasm/lite"];

const fileOf = (specifier) => `${specifier.replaceAll(/\W/g, "-")}.js`;

export const deno = [
  {
    name: "Deno",
    async run() {
      const program = await binaries.deno();
      const sources = SPECIFIERS.map((specifier) => [
        fileOf(specifier),
        javascript(importing(specifier)) + PRINT,
      ]);
      const app = await appWith("deno", {
        ...Object.fromEntries(sources),
        "edge.js": gate("jwt-wasm") + PRINT,
      });
      const { stdout: version } = await run(program, ["--version"], { cwd: app });
      // No permission at all: what is imported may be read, and the package asks for nothing else.
      const start = (args) => run(program, ["run", "--no-prompt", "--no-remote", ...args], { cwd: app });
      for (const specifier of SPECIFIERS) {
        const said = await start(["--node-modules-dir=manual", fileOf(specifier)]);
        assert.deepEqual(said, { stdout: GOOD, stderr: "" }, specifier);
      }
      const guarded = await start(["--node-modules-dir=manual", "edge.js"]);
      assert.deepEqual(guarded, { stdout: GUARDED, stderr: "" }, "jwt-wasm/edge");
      // Without npm's ways: plain modules, by an import map.
      const imports = Object.entries(exportsOf(app)).map(([specifier, file]) => [specifier, `./${file}`]);
      write(join(app, "map.json"), JSON.stringify({ imports: Object.fromEntries(imports) }));
      for (const specifier of ["jwt-wasm", "jwt-wasm/lite"]) {
        const said = await start([
          "--no-config",
          "--import-map=map.json",
          "--node-modules-dir=none",
          fileOf(specifier),
        ]);
        assert.deepEqual(said, { stdout: GOOD, stderr: "" }, `${specifier}, by an import map`);
      }
      return {
        version: /\d[\d.]+/.exec(version)[0],
        checked: [...SPECIFIERS, "jwt-wasm/edge", "import map"],
      };
    },
  },
];

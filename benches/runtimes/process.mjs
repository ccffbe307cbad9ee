// Node, Deno and Bun: each job is a process of its own, so that none inherits what another made the optimiser believe.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as binaries from "../../tests/conformance/lib/binaries.js";
import { output, versionOf } from "../../tests/conformance/lib/child.js";
import { BENCHES, folder } from "./paths.mjs";

/** What a job of many candidates may take on a busy machine, in milliseconds. */
export const LIMIT = 600_000;

/** Node is told to be silent about what its peers do on purpose. */
export const NODE_FLAGS = [
  "--disable-warning=ExperimentalWarning",
  "--disable-warning=FAST_JWT_CACHE_KEY_BUILDER_SECURITY_RISK",
];

const DENO_FLAGS = ["run", "--allow-all", "--no-prompt", "--no-remote", "--node-modules-dir=manual"];

const inProcess = (name, program, flags) => ({
  name,
  async open() {
    const path = program();
    const runScript = (script, input, ...args) => {
      const file = join(folder("jobs"), `${process.pid}-${name.replaceAll(" ", "-")}.json`);
      writeFileSync(file, JSON.stringify(input));
      const env = { ...process.env, NO_COLOR: "1" };
      return output(path, [...flags, script, file, ...args], { cwd: BENCHES, env, limit: LIMIT }).then(
        JSON.parse,
      );
    };
    return {
      version: await versionOf(path),
      run: (job) => runScript("lab/entries/process.mjs", job),
      cold: (candidate, fixture) => runScript("cold/process.mjs", fixture, candidate),
      close() {},
    };
  },
});

export const processes = {
  node: inProcess("Node", () => process.execPath, NODE_FLAGS),
  node20: inProcess("Node 20", () => binaries.node(20), NODE_FLAGS),
  node24: inProcess("Node 24", () => binaries.node(24), NODE_FLAGS),
  deno: inProcess("Deno", () => binaries.ofScope("@deno", "deno"), DENO_FLAGS),
  bun: inProcess("Bun", () => binaries.ofScope("@oven", "bin/bun"), ["--no-install"]),
};

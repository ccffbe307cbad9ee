import * as binaries from "../lib/binaries.js";
import { output, versionOf } from "../lib/child.js";

export const deno = [
  {
    name: "Deno",
    async run(app) {
      const program = binaries.ofScope("@deno", "deno");
      // Runs without permissions: modules may be imported, and the package needs nothing else.
      const args = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual", "import.js"];
      const printed = await output(program, args, { cwd: app, env: { ...process.env, NO_COLOR: "1" } });
      return { version: await versionOf(program), cells: JSON.parse(printed) };
    },
  },
];

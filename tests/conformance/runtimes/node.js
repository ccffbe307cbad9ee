import * as binaries from "../lib/binaries.js";
import { output, versionOf } from "../lib/child.js";

const WAYS = {
  import: "import.js",
  require: "require.cjs",
  "no node:crypto": "no-node-crypto.js",
};

export const nodes = [20, 24].flatMap((major) =>
  Object.entries(WAYS).map(([way, entry]) => ({
    name: `Node ${major}, ${way}`,
    async run(app) {
      const program = binaries.node(major);
      // It warns that an ES module can be required.
      const printed = await output(program, ["--no-warnings", entry], { cwd: app });
      return { version: await versionOf(program), cells: JSON.parse(printed) };
    },
  })),
);

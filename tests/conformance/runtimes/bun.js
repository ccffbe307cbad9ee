import * as binaries from "../lib/binaries.js";
import { output, versionOf } from "../lib/child.js";

export const bun = [
  {
    name: "Bun",
    async run(app) {
      const program = binaries.ofScope("@oven", "bin/bun");
      const printed = await output(program, ["--no-install", "import.js"], { cwd: app });
      return { version: await versionOf(program), cells: JSON.parse(printed) };
    },
  },
];

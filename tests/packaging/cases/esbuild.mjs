import { join } from "node:path";
import { checkBundler } from "../lib/bundler.mjs";
import { run } from "../lib/child.mjs";
import { streamingImports } from "../lib/programs.mjs";
import { commandOf, versionOf } from "../lib/tools.mjs";

export const esbuild = [
  {
    name: "esbuild",
    async run() {
      const { checked } = await checkBundler("esbuild", build, streamingImports());
      return { version: versionOf("esbuild"), checked };
    },
  },
];

async function build({ app, entry, outdir, isSlim }) {
  const args = ["--bundle", "--minify", "--format=esm", "--log-level=warning"];
  // In esbuild, this is the only way to import a file's URL.
  if (isSlim) args.push("--loader:.wasm=file");
  const { stderr } = await run(
    commandOf("esbuild"),
    [entry, ...args, `--outfile=${join(outdir, "bundle.js")}`],
    {
      cwd: app,
    },
  );
  return { warnings: stderr };
}

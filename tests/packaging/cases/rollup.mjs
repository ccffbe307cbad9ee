import { checkBundler } from "../lib/bundler.mjs";
import { run } from "../lib/child.mjs";
import { commandOf, entryOf, versionOf } from "../lib/tools.mjs";

export const rollup = [
  {
    name: "rollup",
    async run() {
      const { checked } = await checkBundler("rollup", build);
      return { version: versionOf("rollup"), checked };
    },
  },
];

async function build({ app, entry, outdir }) {
  // Without this plugin Rollup does not find packages.
  const args = [
    entry,
    "--plugin",
    entryOf("@rollup/plugin-node-resolve"),
    "--dir",
    outdir,
    "--entryFileNames",
    "bundle.js",
  ];
  const { stderr } = await run(process.execPath, [commandOf("rollup"), ...args], { cwd: app });
  // Rollup also writes its progress there.
  const warnings = stderr
    .split("\n")
    .filter((line) => line !== "" && !/^\S+ → .*\.\.\.$|^created .* in /.test(line));
  return { warnings: warnings.join("\n") };
}

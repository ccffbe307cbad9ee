import { promisify } from "node:util";
import bundler from "webpack";
import { checkBundler } from "../lib/bundler.mjs";
import { versionOf } from "../lib/tools.mjs";

const SLIM = { wasm: 'new URL("jwt-wasm/jwt.wasm", import.meta.url)' };

const SIZE_HINTS = ["AssetsOverSizeLimitWarning", "EntrypointsOverSizeLimitWarning", "NoAsyncChunksWarning"];

export const webpack = [
  {
    name: "webpack",
    async run() {
      const { checked } = await checkBundler("webpack", build, SLIM);
      return { version: versionOf("webpack"), checked };
    },
  },
];

async function build({ app, entry, outdir }) {
  const output = { path: outdir, filename: "bundle.js" };
  const stats = await promisify(bundler)({ mode: "production", context: app, entry: `./${entry}`, output });
  const { errors, warnings } = stats.compilation;
  const isHint = ({ name }) => SIZE_HINTS.includes(name);
  const others = [...errors, ...warnings.filter((warning) => !isHint(warning))];
  return {
    warnings: others.map(({ message }) => message).join("\n"),
    hint: warnings.some(isHint) ? "says: over 244 KiB" : undefined,
  };
}

import { join } from "node:path";
import { promisify } from "node:util";
import bundler from "webpack";
import { write } from "../lib/app.mjs";
import { checkBundler } from "../lib/bundler.mjs";
import { FILES, streaming } from "../lib/programs.mjs";
import { versionOf } from "../lib/tools.mjs";

const SLIM = streaming(
  Object.fromEntries(
    Object.entries(FILES).map(([name, path]) => [name, `new URL(${JSON.stringify(path)}, import.meta.url)`]),
  ),
);

/** webpack's message about any program with chunks. */
const RUNTIME_HINT = /^webpack performance recommendations: \nThe runtime is part of the initial chunk/;

/** webpack's output is not a module. It finds its chunks by the page's script element. */
const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><script defer src="/bundle.js"></script></head>
</html>
`;

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
  write(join(outdir, "index.html"), PAGE);
  const { errors, warnings } = stats.compilation;
  const isHint = ({ name, message }) => SIZE_HINTS.includes(name) || RUNTIME_HINT.test(message);
  const others = [...errors, ...warnings.filter((warning) => !isHint(warning))];
  return {
    warnings: others.map(({ message }) => message).join("\n"),
    hint: warnings.some(isHint) ? "says: over 244 KiB" : undefined,
  };
}

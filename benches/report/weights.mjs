// What the package weighs once it is compressed, as servers send it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { ROOT } from "../runtimes/paths.mjs";

const brotli = (content) => brotliCompressSync(content).length;

/** Bytes: both modules, and the JavaScript around the first as a bundler makes it. */
export async function weights() {
  const glue = await build({
    absWorkingDir: ROOT,
    // The one entry without a module in it.
    entryPoints: ["pkg/dist/slim.js"],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return {
    "jwt.wasm": brotli(readFileSync(join(ROOT, "pkg/generated/jwt.wasm"))),
    "lite jwt.wasm": brotli(readFileSync(join(ROOT, "pkg/lite/generated/jwt.wasm"))),
    glue: brotli(glue.outputFiles[0].contents),
  };
}

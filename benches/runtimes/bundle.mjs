// Bundles the bench for runtimes that cannot load packages.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { BENCHES, folder, TARGET } from "./paths.mjs";

/**
 * Bundles an entry and gives the folder that it is in.
 * @param more `conditions` of `exports`, beside those for a bundler, and other names for modules as `alias`;
 *   `wasm`: what importing a module gives, by esbuild's name for it
 */
export async function bundle(entry, name, { conditions, alias = {}, wasm = "copy" }) {
  rmSync(join(TARGET, name), { recursive: true, force: true });
  const outdir = folder(name);
  await build({
    absWorkingDir: BENCHES,
    entryPoints: [entry],
    outdir,
    bundle: true,
    format: "esm",
    target: "es2022",
    outExtension: { ".js": ".mjs" },
    conditions,
    alias,
    loader: { ".wasm": wasm },
    logLevel: "error",
  });
  return outdir;
}

// The bench as one bundle, for the runtimes that have no packages.
import { build } from "esbuild";
import { BENCHES, folder } from "./paths.mjs";

/**
 * Bundles an entry and gives the folder that it is in.
 * @param conditions of `exports`, beside those for a bundler
 */
export async function bundle(entry, name, { conditions, splitting = false }) {
  const outdir = folder(name);
  await build({
    absWorkingDir: BENCHES,
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting,
    format: "esm",
    target: "es2022",
    outExtension: { ".js": ".mjs" },
    conditions,
    loader: { ".wasm": "copy" },
    logLevel: "error",
  });
  return outdir;
}

// Bundles the bench for runtimes that cannot load packages.
import { copyFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { BENCHES, folder, TARGET } from "./paths.mjs";

/**
 * Bundles an entry and gives the folder that it is in.
 * @param more `conditions` of `exports`, beside those for a bundler, and other names for modules as `alias`;
 *   `wasm`: what importing a module gives, by esbuild's name for it, or a file of its own, as Wrangler uploads it
 */
export async function bundle(entry, name, { conditions, alias = {}, wasm }) {
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
    ...(wasm ? { loader: { ".wasm": wasm } } : { plugins: [uploading(outdir)] }),
    logLevel: "error",
  });
  return outdir;
}

/** Wrangler uploads each module that a script imports, also if the import is then dropped. */
const uploading = (outdir) => ({
  name: "uploading",
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.wasm$/ }, ({ path, resolveDir }) => {
      const file = basename(path);
      copyFileSync(join(resolveDir, path), join(outdir, file));
      return { path: `./${file}`, external: true, sideEffects: false };
    });
  },
});

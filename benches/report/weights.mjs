// The compressed sizes of the package.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { ROOT } from "../runtimes/paths.mjs";

const brotli = (content) => brotliCompressSync(content).length;

const moduleOf = (name) => brotli(readFileSync(join(ROOT, "pkg/generated", `${name}.wasm`)));

/** Bytes: modules, what a page loads first that uses these functions, and all scripts of the entry without a module. */
export async function weights() {
  return {
    "core.wasm": moduleOf("core"),
    "es256.wasm": moduleOf("es256"),
    decode: await bundled('export { decode } from "jwt-wasm";'),
    "createVerifier, remoteJwks": await bundled('export { createVerifier, remoteJwks } from "jwt-wasm";'),
    slim: await bundled('export * from "jwt-wasm/slim";'),
  };
}

/** Everything that the entry needs at once; engines are separate chunks. */
async function bundled(source) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    stdin: { contents: source, resolveDir: join(ROOT, "benches") },
    outdir: "out",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
  });
  const reached = new Set(Object.keys(metafile.outputs).filter((path) => path.endsWith("stdin.js")));
  for (const path of reached) {
    const { imports } = metafile.outputs[path];
    for (const { path: other } of imports.filter(({ kind }) => kind === "import-statement"))
      reached.add(other);
  }
  const files = outputFiles.filter(({ path }) => [...reached].some((name) => path === join(ROOT, name)));
  return files.reduce((sum, { contents }) => sum + brotli(contents), 0);
}

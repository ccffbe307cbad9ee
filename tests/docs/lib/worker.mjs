// Type-checks a Cloudflare Worker in TypeScript, bundles it as wrangler does, and runs it in workerd.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { folderWith } from "./folder.mjs";
import { ROOT, read } from "./repository.mjs";

/** @param options further options of Miniflare. The caller disposes of the Worker. */
export async function startWorker({ code, name, file = "worker.ts" }, options) {
  const folder = await folderWith(name, file, code);
  if (file.endsWith(".ts")) await checkTypes(folder);
  const [, compatibilityDate] = /"compatibility_date": "([\d-]+)"/.exec(
    read("examples/worker/wrangler.jsonc"),
  );
  const { contents, files } = await bundle(join(folder, file));
  const compiled = files.map(async (file) => ({
    type: "CompiledWasm",
    path: basename(file),
    contents: await readFile(file),
  }));
  const worker = new Miniflare({
    modules: [{ type: "ESModule", path: "worker.js", contents }, ...(await Promise.all(compiled))],
    compatibilityDate,
    cf: false,
    ...options,
  });
  try {
    await worker.ready;
  } catch (thrown) {
    // A Worker that did not start would keep the test's process alive.
    await worker.dispose().catch(() => {});
    throw thrown;
  }
  return worker;
}

async function checkTypes(folder) {
  const tsc = createRequire(join(ROOT, "package.json")).resolve("typescript/package.json");
  const options = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--types",
    "",
  ];
  const args = [join(tsc, "../bin/tsc"), ...options, "--lib", "es2022,dom", "worker.ts"];
  await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(({ stdout, message }) => {
    assert.fail(stdout || message);
  });
}

async function bundle(entry) {
  const files = new Set();
  const { outputFiles } = await build({
    entryPoints: [entry],
    // Modules of the runtime itself.
    external: ["cloudflare:*"],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    plugins: [{ name: "compiled-wasm", setup: keepWasmOut(files) }],
  });
  const contents = outputFiles[0].text;
  return { contents, files: [...files].filter((file) => contents.includes(basename(file))) };
}

/** Keeps each WebAssembly module as a separate file, as wrangler does, because Workers get compiled modules. */
const keepWasmOut =
  (files) =>
  ({ onResolve }) => {
    onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
      files.add(join(resolveDir, path));
      return { path: `./${basename(path)}`, external: true, sideEffects: false };
    });
  };

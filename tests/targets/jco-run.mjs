// Runs a component of WASI preview 2 in Node, as jco transpiles it.
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Below `tools`, because the scripts that are written import its packages.
const folder = fileURLToPath(new URL("tools/dist/", import.meta.url));
const { resolve } = createRequire(new URL("tools/", import.meta.url));
const load = (name) => import(pathToFileURL(resolve(name)));

const [component, ...args] = process.argv.slice(2);
const { transpile } = await load("@bytecodealliance/jco-transpile");
const { files } = await transpile(component, { outDir: folder, name: "wasi" });
for (const [path, content] of Object.entries(files)) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
const { _setArgs } = await load("@bytecodealliance/preview2-shim/cli");
_setArgs(["wasi", ...args]);
const { run } = await import(pathToFileURL(`${folder}wasi.js`));
try {
  run.run();
} catch {
  process.exitCode = 1;
}

// A component of WASI preview 2 as a script, written by jco.
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Below `tools`, because the scripts that are written import its packages.
const folder = fileURLToPath(new URL("tools/dist/", import.meta.url));
const { resolve } = createRequire(new URL("tools/", import.meta.url));

/** A package of `tools`. */
export const load = (name) => import(pathToFileURL(resolve(name)));

export async function transpiled(component, name) {
  const { transpile } = await load("@bytecodealliance/jco-transpile");
  const { files } = await transpile(component, { outDir: folder, name });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return import(pathToFileURL(`${folder}${name}.js`));
}

// The tools, in the versions of the lockfile.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { resolve } = createRequire(import.meta.url);

/** The script of an npm package's command. */
export function commandOf(name) {
  const { folder, manifest } = packageOf(name);
  const command = name === "typescript" ? "tsc" : name;
  return join(folder, typeof manifest.bin === "string" ? manifest.bin : manifest.bin[command]);
}

export const folderOf = (name) => packageOf(name).folder;

export const versionOf = (name) => packageOf(name).manifest.version;

/** Does not resolve `name/package.json`, because some packages do not export it. */
function packageOf(name) {
  for (const modules of resolve.paths(name)) {
    const folder = join(modules, name);
    try {
      return { folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) };
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  throw new Error(`${name} is not installed`);
}

/** The file of an import of the package. */
export const entryOf = (name) => resolve(name);

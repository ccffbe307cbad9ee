// The tools, each of the version that the lockfile names.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { resolve } = createRequire(import.meta.url);

/** The script behind a command of an npm package. */
export function commandOf(name) {
  const { folder, manifest } = packageOf(name);
  const command = name === "typescript" ? "tsc" : name;
  return join(folder, typeof manifest.bin === "string" ? manifest.bin : manifest.bin[command]);
}

export const folderOf = (name) => packageOf(name).folder;

export const versionOf = (name) => packageOf(name).manifest.version;

/** Not by `name/package.json`, which some packages do not export. */
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

/** The file that an import of the package gives. */
export const entryOf = (name) => resolve(name);

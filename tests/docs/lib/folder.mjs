import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./repository.mjs";

/** Makes a folder with one file. An import of `jwt-wasm` works there as in any project. */
export async function folderWith(name, file, text) {
  const folder = join(ROOT, "target/docs", name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), text);
  return folder;
}

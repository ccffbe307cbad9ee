import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const WORKER = "service-worker.js";

/** Only the host reads these. */
const NOT_SERVED = /^(?:_headers|\.nojekyll)$/;

/**
 * Lists the page's files in the service worker. A browser looks for a new version by comparing the worker's bytes, so
 * the hash of all files is in it as well.
 */
export const precache: Plugin = {
  name: "precache",
  apply: "build",
  async writeBundle({ dir = "dist" }) {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(dir.length + 1)
          .replaceAll("\\", "/"),
      )
      .filter((file) => file !== WORKER && !NOT_SERVED.test(file))
      .sort();
    const hash = createHash("sha256");
    for (const file of files) hash.update(`${file}\0`).update(await readFile(join(dir, file)));
    // Hosts redirect `index.html` to the folder, and a redirected response cannot answer a navigation.
    const names = files.map((file) => (file === "index.html" ? "./" : file));
    const worker = join(dir, WORKER);
    const source = await readFile(worker, "utf8");
    const filled = source
      .replace("__NAME__", () => JSON.stringify("inspector"))
      .replace("__FILES__", () => JSON.stringify(names))
      .replace("__VERSION__", () => JSON.stringify(hash.digest("hex").slice(0, 16)));
    if (/__(?:NAME|FILES|VERSION)__/.test(filled) || filled === source) {
      throw new Error("the service worker has no place for the list of files");
    }
    await writeFile(worker, filled);
  },
};

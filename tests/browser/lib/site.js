/** Serves the built page on loopback, as a static host does. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { host } from "../../../xtask/scripts/static-host.mjs";

export const DIST = fileURLToPath(new URL("../../../www/dist/", import.meta.url));

/** Serves the page below `path`, which ends with a slash. `compress` turns a file's bytes into those that are sent. */
export async function serve(path = "/", { dist = DIST, compress } = {}) {
  if (!existsSync(join(dist, "index.html"))) {
    throw new Error("www/dist is not built: run `cargo xtask build`, then `npm run build --workspace www`");
  }
  const { origin, requests, close } = await host({ [path]: dist }, { compress });
  return { address: `${origin}${path}`, requests, close };
}

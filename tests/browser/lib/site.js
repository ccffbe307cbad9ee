/** The built page, served as any static host would: its files, nothing else, on loopback. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../../www/dist/", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Serves the page below `path`, which ends with a slash. */
export async function serve(path = "/") {
  if (!existsSync(join(DIST, "index.html"))) {
    throw new Error("www/dist is not built: run `cargo xtask build`, then `npm run build --workspace www`");
  }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = normalize(pathname.slice(path.length) || "index.html");
    const isBelow = pathname.startsWith(path) && !name.startsWith("..");
    const type = TYPES[extname(name)];
    const body = isBelow && type ? await readFile(join(DIST, name)).catch(() => undefined) : undefined;
    response.writeHead(body ? 200 : 404, { "Content-Type": type ?? "text/plain" });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${path}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

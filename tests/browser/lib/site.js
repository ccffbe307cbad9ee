/** The built page, served as a static host would: its files with the headers of `_headers`, nothing else, on loopback. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../../www/dist/", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** Serves the page below `path`, which ends with a slash. `compress` turns a file's bytes into those that are sent. */
export async function serve(path = "/", { dist = DIST, compress } = {}) {
  if (!existsSync(join(dist, "index.html"))) {
    throw new Error("www/dist is not built: run `cargo xtask build`, then `npm run build --workspace www`");
  }
  const rules = headerRules(await readFile(join(dist, "_headers"), "utf8"));
  const requests = [];
  const server = createServer(async (request, response) => {
    requests.push(request.url);
    const { pathname } = new URL(request.url, "http://localhost");
    const name = normalize(pathname.slice(path.length) || "index.html");
    const isBelow = pathname.startsWith(path) && !name.startsWith("..");
    const type = TYPES[extname(name)];
    const file = isBelow && type ? await readFile(join(dist, name)).catch(() => undefined) : undefined;
    response.setHeader("Content-Type", type ?? "text/plain");
    for (const { pattern, headers } of rules) {
      if (!pattern.test(`/${name}`)) continue;
      for (const [header, value] of headers) response.appendHeader(header, value);
    }
    if (compress && file) response.setHeader("Content-Encoding", "br");
    response.writeHead(file ? 200 : 404);
    response.end(compress && file ? compress(file) : file);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}${path}`;
  return {
    address,
    /** What was asked of it, as it stood in the request lines. */
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** As Cloudflare Pages and Netlify read the file: a pattern, and headers indented below it. */
function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (/^\S/.test(line)) {
      const pattern = line.trim().replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
      rules.push({ pattern: new RegExp(`^${pattern.replaceAll("*", ".*")}$`), headers: [] });
      continue;
    }
    const [, name, value] = /^\s+([\w-]+):\s*(.+)$/.exec(line) ?? [];
    if (!name) throw new Error(`_headers cannot be read: ${line}`);
    rules.at(-1).headers.push([name, value]);
  }
  return rules;
}

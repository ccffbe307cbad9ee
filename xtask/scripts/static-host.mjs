/** Built pages, served as static hosts do: their files with the headers of their `_headers`, nothing else, on loopback. */
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * Serves folders, each below a path that begins and ends with a slash. `compress` turns a file's bytes into those that are sent.
 * Gives the server's address, what was asked of it as it stood in the request lines, and how to close it.
 */
export async function host(folders, { port = 0, compress } = {}) {
  const mounts = await Promise.all(
    Object.entries(folders).map(async ([path, folder]) => ({ path, folder, rules: await rulesOf(folder) })),
  );
  // The longest first: one folder can lie below another.
  mounts.sort((a, b) => b.path.length - a.path.length);
  const requests = [];
  const compressed = new Map();
  const server = createServer(async (request, response) => {
    requests.push(request.url);
    const pathname = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const mount = mounts.find(({ path }) => pathname.startsWith(path));
    if (!mount) return response.writeHead(404, { "Content-Type": "text/plain" }).end();
    const { folder, path, rules } = mount;
    const name = normalize(pathname.slice(path.length));
    const found = name.startsWith("..") ? undefined : await fileFor(folder, name);
    if (found?.moved) return response.writeHead(308, { Location: `${pathname}/` }).end();
    const file = found ?? { name: "404.html", status: 404 };
    const bytes = await readFile(join(folder, file.name)).catch(() => undefined);
    response.setHeader("Content-Type", bytes ? TYPES[extname(file.name)] : "text/plain");
    for (const { pattern, headers } of rules) {
      if (!pattern.test(`/${file.name}`)) continue;
      for (const [header, value] of headers) response.appendHeader(header, value);
    }
    if (compress && bytes) response.setHeader("Content-Encoding", "br");
    response.writeHead(file.status ?? 200);
    if (!compress || !bytes) return response.end(bytes);
    // Once, as hosts do, for it takes longer than sending.
    const whole = join(folder, file.name);
    if (!compressed.has(whole)) compressed.set(whole, compress(bytes));
    response.end(compressed.get(whole));
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** A page can be asked for without its ending, and a folder is its `index.html`. */
async function fileFor(folder, name) {
  const isFile = async (path) => (await stat(join(folder, path)).catch(() => undefined))?.isFile();
  if (name === "." || name === "" || name.endsWith("/")) {
    const index = normalize(`${name}/index.html`).replace(/^\//, "");
    return (await isFile(index)) ? { name: index } : undefined;
  }
  const type = TYPES[extname(name)];
  if (type && (await isFile(name))) return { name };
  if (await isFile(`${name}.html`)) return { name: `${name}.html` };
  return (await isFile(`${name}/index.html`)) ? { moved: true } : undefined;
}

/** As Cloudflare Pages and Netlify read the file: a pattern, and headers indented below it. */
async function rulesOf(folder) {
  const file = join(folder, "_headers");
  if (!existsSync(file)) return [];
  const rules = [];
  for (const line of (await readFile(file, "utf8")).split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (/^\S/.test(line)) {
      const pattern = line.trim().replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
      rules.push({ pattern: new RegExp(`^${pattern.replaceAll("*", ".*")}$`), headers: [] });
      continue;
    }
    const [, name, value] = /^\s+([\w-]+):\s*(.+)$/.exec(line) ?? [];
    if (!name) throw new Error(`_headers has a line without “name: value”: ${line}`);
    rules.at(-1).headers.push([name, value]);
  }
  return rules;
}

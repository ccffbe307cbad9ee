// Serves the application: its files, a page that runs the suite, and an address to which the page sends its report.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".js": "text/javascript; charset=utf-8", ".json": "application/json" };

/** Serves on loopback, which is a secure context for browsers, until the page has sent its report. */
export async function serve(app) {
  const page = await pageOf(app);
  let resolve;
  const report = new Promise((done) => {
    resolve = done;
  });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end();
      resolve(JSON.parse(Buffer.concat(chunks).toString()));
      return;
    }
    const [type, body] = pathname === "/" ? ["text/html; charset=utf-8", page] : await fileOf(app, pathname);
    response.writeHead(body ? 200 : 404, { "Content-Type": type });
    response.end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    report,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function fileOf(app, pathname) {
  const path = normalize(pathname);
  const type = TYPES[extname(path)];
  const body =
    type && !path.startsWith("..") ? await readFile(join(app, path)).catch(() => undefined) : undefined;
  return [type ?? "text/plain", body];
}

/** The import map of a page without a bundler. */
async function pageOf(app) {
  const at = "node_modules/jwt-wasm";
  const manifest = JSON.parse(await readFile(join(app, at, "package.json"), "utf8"));
  const inner = manifest.imports["#module/*"].default;
  const modules = [
    "core",
    "keyfile",
    "jwe",
    "engines",
    "implied-keyfile",
    "es256",
    "es384",
    "es512",
    "es256k",
    "rsa",
    "eddsa",
    "ed448",
    "mldsa",
  ];
  const imports = Object.fromEntries([
    ["jwt-wasm", join("/", at, manifest.exports["."].default)],
    ["jwt-wasm/jwe", join("/", at, manifest.exports["./jwe"].default)],
    ...modules.map((name) => [`#module/${name}`, join("/", at, inner.replace("*", name))]),
  ]);
  return `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>Conformance</title>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script>
  window.report = (body) => fetch("/report", { method: "POST", body: JSON.stringify(body) });
  addEventListener("error", ({ message, target }) => report({ error: message ?? target.src + " did not load" }), true);
  addEventListener("unhandledrejection", ({ reason }) => report({ error: reason + "\\n" + reason?.stack }));
</script>
<script type="module" src="/page.js"></script>
`;
}

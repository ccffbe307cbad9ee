// Serves a folder as a static site with a content security policy.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { visit } from "./browser.mjs";

/** The policy of docs/loading.md. */
export const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

/** The final title of the folder's page, and the browser's messages. */
export async function visitFolder(folder, policy = STRICT, page = "index.html") {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    // Chromium requests it on its own.
    if (path === "/favicon.ico") return response.writeHead(204).end();
    const body = await readFile(join(folder, path)).catch(() => undefined);
    const type = TYPES[extname(path)] ?? "text/plain";
    response
      .writeHead(body ? 200 : 404, { "Content-Type": type, "Content-Security-Policy": policy })
      .end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    return await visit(`http://127.0.0.1:${server.address().port}/${page}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A page that loads one script. */
export const pageFor = (script, head = "") => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8">${head}<script type="module" src="${script}"></script></head>
</html>
`;

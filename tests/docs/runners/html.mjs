// An `html` block is a page, built by Vite and used in real Chromium under the policy that it states itself.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { delimiter, extname, join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { folderWith } from "../lib/folder.mjs";
import { SECRET, token } from "../lib/tokens.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** @param use types into the page and sees what it shows */
export async function run({ code, name }, use = useSecret) {
  const [, policy] = /content="(default-src [^"]*)"/.exec(code) ?? [];
  assert.ok(policy, "the page states no content security policy");
  const folder = await folderWith(name, "index.html", code);
  await build({ root: folder, configFile: false, logLevel: "error" });
  const site = await serve(join(folder, "dist"), policy);
  try {
    await visit(site.address, use);
  } finally {
    await site.close();
  }
}

async function visit(address, use) {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    // Containers run as root, where Chromium's sandbox cannot.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(address);
    await use(page, shows(page)).catch((error) => complaints.push(error.message));
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
}

const shows = (page) => (id, text) =>
  page.locator(`#${id}`, { hasText: new RegExp(`^${text}$`) }).waitFor({ state: "attached" });

async function useSecret(page, shows) {
  await page.fill("#token", token());
  await shows("subject", "alice");
  if ((await page.locator("#secret").count()) > 0) {
    await shows("verdict", "key_invalid");
    await page.fill("#secret", SECRET);
    await shows("verdict", "good");
    await page.fill("#secret", SECRET.toUpperCase());
    await shows("verdict", "signature_invalid");
  } else {
    await page.fill("#token", "garbage");
    await shows("subject", "malformed");
  }
}

/** `policy` is sent as a header too, since that is how a site would. */
async function serve(folder, policy) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    // Chromium asks for it by itself.
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const file = pathname === "/" ? "/index.html" : pathname;
    const body = await readFile(join(folder, file)).catch(() => undefined);
    const type = TYPES[extname(file)] ?? "text/plain";
    response.writeHead(body ? 200 : 404, { "Content-Type": type, "Content-Security-Policy": policy });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function findChromium() {
  const { CHROMIUM_SHELL, CHROMIUM } = process.env;
  if (CHROMIUM_SHELL ?? CHROMIUM) return CHROMIUM_SHELL ?? CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  assert.ok(found, "Chromium is missing: install it, or set CHROMIUM to its path");
  return found;
}

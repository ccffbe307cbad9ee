import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { DIST, serve } from "./lib/site.js";
import { launch } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function filesOf(dist) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test("the worker keeps every file that is served, and no other", async () => {
  const worker = await readFile(join(DIST, "service-worker.js"), "utf8");
  const [list] = /\["\.\/".*?\]|\[[^\]]*"\.\/"[^\]]*\]/.exec(worker) ?? [];
  const names = JSON.parse(list).map((name) => (name === "./" ? "index.html" : name));
  const served = (await filesOf(DIST)).map((file) => file.slice(DIST.length));
  const others = ["_headers", "service-worker.js"];
  assert.deepEqual(names.sort(), served.filter((name) => !others.includes(name)).sort());
});

test("a first view takes less than 200 KB, the module included", async () => {
  const all = (await filesOf(DIST)).filter((file) => /index\.html$|\/assets\//.test(file));
  // An engine is loaded for a token whose signature the browser itself cannot check.
  const engines = all.filter((file) => /\/(?:es256|es384|es512|rsa|eddsa)-[^/]+\.js$/.test(file));
  assert.equal(engines.length, 5);
  const files = all.filter((file) => !engines.includes(file));
  const sizes = await Promise.all(files.map(async (file) => brotliCompressSync(await readFile(file)).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(files.length >= 4 && total < 200_000, `${total} bytes in ${files.length} files`);
});

test("anyone who is online gets the newest page at once, and anyone who is offline the last one", {
  timeout: 60_000,
}, async () => {
  const dist = await mkdtemp(join(tmpdir(), "inspector-"));
  await cp(DIST, dist, { recursive: true });
  const site = await serve("/some/path/", { dist: `${dist}/` });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(site.address);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    const cacheNames = () => page.evaluate(() => caches.keys());
    const [first] = await cacheNames();

    // A new version: another page, and so another list of files.
    const index = join(dist, "index.html");
    const changed = (await readFile(index, "utf8")).replace(
      "</head>",
      '<meta name="version" content="2"></head>',
    );
    await writeFile(index, changed);
    const worker = join(dist, "service-worker.js");
    await writeFile(
      worker,
      (await readFile(worker, "utf8")).replaceAll(/"[\da-f]{16}"/g, '"0123456789abcdef"'),
    );
    const version = () => page.evaluate(() => document.querySelector("meta[name=version]")?.content);
    await page.reload();
    assert.equal(await version(), "2");
    const isReplaced = (names) => names.length === 1 && names[0] !== first;
    while (!isReplaced(await cacheNames())) await page.waitForTimeout(100);
    await site.close();
    await page.reload();
    assert.equal(await version(), "2");
    await page.getByRole("heading", { name: "Not checked: no key" }).waitFor();
  } finally {
    await context.close();
    await site.close();
    await rm(dist, { recursive: true });
  }
});

test("it can be installed: the manifest names a start below its own path, and icons that are there", async () => {
  const manifest = JSON.parse(await readFile(join(DIST, "manifest.webmanifest"), "utf8"));
  assert.equal(manifest.start_url, "./");
  assert.equal(manifest.scope, "./");
  const sizes = manifest.icons.map((icon) => icon.sizes);
  assert.ok(sizes.includes("192x192") && sizes.includes("512x512"));
  for (const { src } of manifest.icons) assert.ok((await stat(join(DIST, src))).size > 0, src);
});

import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { inspector } from "./lib/inspector.js";
import { DIST, serve } from "./lib/site.js";
import { inAnHour, SIMPLE_JWT, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

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

/** In bytes of brotli: today's size and 2 % more. What comes later is not part of it: engines, key files, and what stands below the verdict. */
const MOST = { firstView: 33_300, untilVerdict: 134_700 };

/** The promise to a visitor, in bytes of brotli: what paints the empty page, and the core that judges the first paste. */
const FIRST_VIEW_AND_CORE = 100_000;

const SEPARATE = ["es256", "es384", "es512", "rsa", "eddsa", "ed448", "mldsa", "key-file-readers"];
const ENTRY = /\/(?:main|start|inspection|core|rolldown-runtime|en|de)-[\w-]+\.(?:js|css)$/;
/** The core, what asks it, and the words of that. */
const AFTER_FIRST_VIEW = /\/assets\/(?:core|inspection)-[^/]+\.js$/;

async function sizeOf(urls, site) {
  const files = urls.map((url) => url.slice(site.address.length) || "index.html");
  const sizes = await Promise.all(
    files.map(async (file) => brotliCompressSync(await readFile(join(DIST, file))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

for (const locale of ["en-GB", "de-DE"]) {
  test(`the first view is small, and so is what the first verdict needs (${locale})`, () =>
    visit(
      browser,
      async ({ page, site, requests }) => {
        const held = [];
        await page.route(AFTER_FIRST_VIEW, (route) => held.push(route));
        // A verdict that needed one of these would not come.
        await page.route(
          (url) => /\/assets\//.test(url.pathname) && !ENTRY.test(url.pathname),
          () => {},
        );
        await page.goto("about:blank");
        requests.length = 0;
        await page.goto(site.address);
        await page.waitForFunction(() => document.activeElement.id === "token");
        await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
        while (held.length < 3) await page.waitForTimeout(20);
        const first = requests.filter((url) => !AFTER_FIRST_VIEW.test(url));
        const ofFirst = await sizeOf(first, site);
        for (const route of held) await route.continue();
        await page.locator("#token").fill(SIMPLE_JWT);
        await page.locator(".verdict h2").waitFor();
        const needed = requests.filter((url) => !url.includes("/assets/") || ENTRY.test(url));
        const untilVerdict = await sizeOf(needed, site);
        const ofCore = await sizeOf(
          needed.filter((url) => url.includes("/core-")),
          site,
        );
        console.log(
          `${locale}: first view ${ofFirst}, core ${ofCore}, until the verdict ${untilVerdict} bytes of brotli`,
        );
        const isEnglish = locale === "en-GB";
        // The core's own messages are English.
        const more = isEnglish ? 0 : 8000;
        assert.ok(ofFirst < MOST.firstView, `${ofFirst} bytes: ${first.join(" ")}`);
        assert.ok(ofCore > 0 && ofFirst + ofCore <= FIRST_VIEW_AND_CORE, `${ofFirst} and ${ofCore} bytes`);
        assert.ok(untilVerdict < MOST.untilVerdict + more, `${untilVerdict} bytes: ${needed.join(" ")}`);
        assert.ok(needed.some((url) => url.includes(isEnglish ? "/en-" : "/de-")));
        assert.ok(!needed.some((url) => url.includes(isEnglish ? "/de-" : "/en-")));
      },
      { locale },
    ));
}

test("engines and what reads key files are files of their own", async () => {
  const files = await filesOf(DIST);
  for (const name of SEPARATE) {
    const file = new RegExp(`/assets/${name}(?:\\.inline)?-[\\w-]+\\.js$`);
    assert.ok(
      files.some((path) => file.test(path)),
      name,
    );
  }
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

    // A new version of the page, with another list of files.
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
    await page.getByRole("heading", { name: "No token yet" }).waitFor();
  } finally {
    await context.close();
    await site.close();
    await rm(dist, { recursive: true });
  }
});

test("after one visit it works without a connection: keys in files, another language, and what is seldom opened", () =>
  visit(
    browser,
    async ({ page, context, requests }) => {
      const ui = inspector(page);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
      await context.setOffline(true);
      await page.reload();
      requests.length = 0;
      await page.locator(".verdict").waitFor();
      for (const alg of ["RS256", "ES256"]) {
        const { token, publicPem } = signedWith(alg, { exp: inAnHour() });
        await ui.press("Clear everything");
        await ui.token.fill(token);
        await ui.keyText.fill(publicPem);
        await ui.concludes("Signature verified");
      }
      await ui.show("Edit & sign");
      await page.locator("section.make").waitFor();
      await ui.language.selectOption("de");
      await page.getByRole("heading", { name: "Signatur ist gültig" }).waitFor();
    },
    { hasWorker: true },
  ));

test("it can be installed: the manifest names a start below its own path, and icons that are there", async () => {
  const manifest = JSON.parse(await readFile(join(DIST, "manifest.webmanifest"), "utf8"));
  assert.equal(manifest.start_url, "./");
  assert.equal(manifest.scope, "./");
  const sizes = manifest.icons.map((icon) => icon.sizes);
  assert.ok(sizes.includes("192x192") && sizes.includes("512x512"));
  for (const { src } of manifest.icons) assert.ok((await stat(join(DIST, src))).size > 0, src);
});

// Stops a site that needs a network once it was opened, and two service workers of one host that are in each other's way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser/lib/visit.js";
import { results, search } from "./lib/search.js";
import { serve } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const isControlled = () => navigator.serviceWorker.controller !== null;
const ready = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
const addressesKept = (page, prefix) =>
  page.evaluate(async (start) => {
    const name = (await caches.keys()).find((one) => one.startsWith(start));
    if (name === undefined) return [];
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  }, prefix);

test("once it was opened, the guides can be read and searched offline", { timeout: 60_000 }, async () => {
  const site = await serve();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}/docs/issuers`);
    await ready(page);
    await page.waitForFunction(isControlled);
    await site.close();

    await search(page, "nonces");
    assert.ok((await results(page)).some(({ path }) => path === "/docs/dpop"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Proof of possession (DPoP)" }).waitFor();
    for (const [path, heading] of [
      ["/docs/frameworks/hono", "Hono"],
      ["/docs/scale.html", "Past one machine"],
      ["/docs/", "Is this token good"],
    ]) {
      await page.goto(site.origin + path);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      // It is alive, not only drawn.
      await search(page, "verify");
    }
  } finally {
    await context.close();
    await site.close();
  }
});

test("the inspector's worker keeps nothing of the docs and answers for none of them, and the docs' for none of it", {
  timeout: 60_000,
}, async () => {
  const site = await serve();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}/`);
    await ready(page);
    await page.waitForFunction(isControlled);
    const kept = await addressesKept(page, "jwt-wasm inspector ");
    assert.ok(kept.length > 5);
    assert.deepEqual(
      kept.filter((path) => path.startsWith("/docs")),
      [],
    );

    // The docs' own worker is not there yet: the inspector's has the whole host, and lets this through.
    const response = await page.goto(`${site.origin}/docs/gate`);
    assert.equal(response.fromServiceWorker(), false);
    await page.getByRole("heading", { level: 1, name: /gate/i }).waitFor();
    await ready(page);
    await page.waitForFunction(() =>
      navigator.serviceWorker.controller?.scriptURL.endsWith("/docs/service-worker.js"),
    );
    const docs = await addressesKept(page, "jwt-wasm docs ");
    assert.ok(docs.includes("/docs/gate"));
    assert.deepEqual(
      docs.filter((path) => !path.startsWith("/docs/") || /^\/docs\/(?:api|crate)\//.test(path)),
      [],
    );
    // Neither takes the other's for an older version of its own.
    assert.equal((await addressesKept(page, "jwt-wasm inspector ")).length, kept.length);

    // What only the network has, a worker must not make up.
    const missing = await page.goto(`${site.origin}/docs/no-such-page`);
    assert.equal(missing.status(), 404);
    await site.close();
    await page.goto(`${site.origin}/`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await page.title(), "jwt-wasm: token inspector");
  } finally {
    await context.close();
    await site.close();
  }
});

test("the inspector and the docs link to each other", async () => {
  const site = await serve();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}/`);
    await page.locator(".footer a[href$='docs/']").click();
    await page.waitForURL(`${site.origin}/docs/`);
    await page.getByRole("link", { name: "Inspector" }).first().click();
    await page.waitForURL(`${site.origin}/`);
  } finally {
    await context.close();
    await site.close();
  }
});

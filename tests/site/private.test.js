// Stops a page that asks another host for anything, or that its own policy does not let work.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { forbidden } from "../browser/lib/policy.js";
import { launch } from "../browser/lib/visit.js";
import { filesBelow, SITE } from "./lib/files.js";
import { search } from "./lib/search.js";
import { serve, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("a person reads, searches, follows links and changes the colours, and nothing leaves for another host", () =>
  // That nothing does, and that no policy is violated, is asserted by `visit`.
  visit(browser, "/docs/", async ({ page, requests }) => {
    await page.goto(page.url().replace(/\/docs\/$/, "/docs/dpop"));
    await page.getByRole("link", { name: "Nonces", exact: true }).last().click();
    assert.match(page.url(), /#nonces$/);
    await page.getByRole("switch").first().click();
    assert.ok(await page.evaluate(() => document.documentElement.classList.contains("dark")));
    await page.getByRole("link", { name: "Trusted issuers" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Issuers that you trust" }).waitFor();
    await search(page, "jwks");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "API", exact: true }).first().click();
    await page.waitForURL(/\/docs\/api\//);
    await page.locator("#tsd-search-trigger").click();
    await page.locator("#tsd-search-input").fill("verifySync");
    await page.locator("#tsd-search-results li").first().waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Rust", exact: true }).first().click();
    await page.waitForURL(/\/docs\/crate\/jwt_wasm\//);
    await page.keyboard.press("s");
    await page.keyboard.type("verify");
    await page.locator(".search-results a").first().waitFor();
    assert.ok(requests.length > 10);
  }));

test("every page has a policy that forbids what is not the site's own", async () => {
  for (const file of await filesBelow(SITE)) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(SITE + file, "utf8");
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html) ?? [];
    assert.ok(policy, file);
    assert.match(
      policy,
      /^default-src 'none'; script-src 'self'(?: 'sha256-[\w+/=]+')*; style-src 'self'/,
      file,
    );
    assert.doesNotMatch(policy, /unsafe|https?:|\*/, file);
    assert.equal(html.indexOf("<script") > html.indexOf(policy) || !html.includes("<script"), true, file);
    assert.doesNotMatch(html, /<link[^>]*(?:preconnect|dns-prefetch)/, file);
  }
});

test("the policy forbids what the pages never do", async () => {
  const site = await serve();
  const page = await browser.newPage();
  try {
    await page.goto(`${site.origin}/docs/gate`);
    const violated = await forbidden(page);
    for (const directive of [
      "connect-src",
      "frame-src",
      "img-src",
      "script-src",
      "script-src-elem",
      "style-src-elem",
    ]) {
      assert.ok(violated.includes(directive), `${directive} is not among ${violated}`);
    }
  } finally {
    await page.close();
    await site.close();
  }
});

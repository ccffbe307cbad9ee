import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { forbidden } from "./lib/policy.js";
import { serve } from "./lib/site.js";
import { inAnHour, JWT_IO, SECRET, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("a whole session sends nothing, stores nothing and leaves the address alone", () =>
  // `visit` asserts that nothing is sent, in this test and in all others.
  visit(browser, async ({ page, context, site }) => {
    const ui = inspector(page);
    await paste(page, ui.token, `Bearer ${JWT_IO.token}`);
    await paste(page, ui.secret, JWT_IO.secret);
    await ui.useAnyway.check();
    await ui.audience.fill("someone");
    await ui.sign("HS256");
    await ui.press("Show the secret");
    await ui.concludes("Signature verified");
    // Other inspectors request the address of an embedded key.
    const header = { alg: "HS256", jku: `${site.address}keys.json`, x5u: "https://attacker.example/x5u" };
    await paste(page, ui.token, signed({ exp: inAnHour(), iss: "https://attacker.example" }, { header }));
    await page.waitForTimeout(1200);

    assert.equal(page.url(), site.address);
    assert.deepEqual(await context.cookies(), []);
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }));
    assert.deepEqual(kept, { local: 0, session: 0, databases: 0, caches: 0 });
  }));

test("clear everything leaves no trace of token or secret in the page", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const token = signed({ exp: inAnHour(), name: "Zaphod" });
    await paste(page, ui.token, token);
    await paste(page, ui.secret, SECRET);
    await ui.audience.fill("Magrathea");
    await ui.press("Clear everything");
    await ui.concludes("No token yet");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "token");
    // The text for screen readers follows a moment later.
    await page.waitForTimeout(800);
    const left = await page.evaluate(() => {
      const fields = [...document.querySelectorAll("input, textarea")].map((field) => field.value);
      return document.documentElement.outerHTML + fields.join(" ");
    });
    for (const trace of [...token.split("."), SECRET, "Zaphod", "Magrathea"]) {
      assert.ok(!left.includes(trace), `${trace} is still there`);
    }
  }));

test("the policy forbids what the page never does", async () => {
  const site = await serve();
  const page = await browser.newPage();
  try {
    await page.goto(site.address);
    const violated = await forbidden(page);
    for (const directive of ["connect-src", "frame-src", "img-src", "style-src-elem"]) {
      assert.ok(violated.includes(directive), `${directive} is not among ${violated}`);
    }
    assert.ok(
      violated.some((directive) => ["script-src", "require-trusted-types-for"].includes(directive)),
      `eval is not refused by ${violated}`,
    );
  } finally {
    await page.close();
    await site.close();
  }
});

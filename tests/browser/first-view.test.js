import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { SIMPLE_JWT } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("a newcomer sees the example decoded, its claims in words, and that nothing is checked", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.concludes("Not checked: no key");
    assert.equal(await ui.token.inputValue(), SIMPLE_JWT);
    assert.match(await ui.header.innerText(), /"HS256"\s+HMAC with SHA-256/);
    assert.match(await ui.claim("token_type").innerText(), /"access"/);
    const expiry = await ui.claim("exp").innerText();
    assert.match(expiry, /expired 3 Dec 2018, 10:13:51 \(Europe\/Zurich\)/);
    assert.match(expiry, /\d+ years ago/);
    assert.match(expiry, /2018-12-03T09:13:51Z/);
    assert.match(await ui.verdict.innerText(), /Enter the secret to check/);
    assert.match(await ui.verdict.innerText(), /would be refused: it expired on 3 Dec 2018/);
    assert.match(await ui.check("Signature").innerText(), /no key was given/);
    assert.match(await ui.check("Expiry").innerText(), /expired/);
  }));

test("times are told in the viewer's own zone", () =>
  visit(
    browser,
    async ({ page }) => {
      const expiry = await inspector(page).claim("exp").innerText();
      assert.match(expiry, /expired 3 Dec 2018, 01:13:51 \(America\/Los_Angeles\)/);
    },
    { timezoneId: "America/Los_Angeles" },
  ));

test("the three parts differ in colour and in the line below them", () =>
  visit(browser, async ({ page }) => {
    const styles = await page.evaluate(() =>
      ["header", "payload", "signature"].map((part) => {
        const style = getComputedStyle(document.querySelector(`.token-colours .part-${part}`));
        return { color: style.color, line: style.textDecorationStyle };
      }),
    );
    assert.equal(new Set(styles.map((style) => style.color)).size, 3);
    assert.equal(new Set(styles.map((style) => style.line)).size, 3);
  }));

test("JSON laid out, and the raw text, are one click away", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.press("JSON");
    assert.equal(await ui.header.innerText(), '{\n  "typ": "JWT",\n  "alg": "HS256"\n}');
    assert.match(await ui.payload.innerText(), /"token_type": "access",\n {2}"exp": 1543828431,/);
    await ui.press("Raw text");
    assert.equal(await ui.header.innerText(), '{"typ":"JWT","alg":"HS256"}');
    await ui.press("Explained");
    await ui.claim("exp").waitFor();
  }));

test("it works below a path as well", () =>
  visit(browser, ({ page }) => inspector(page).concludes("Not checked: no key"), { path: "/some/where/" }));

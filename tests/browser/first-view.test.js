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

test("a newcomer finds an empty field in focus, and what to do with it", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.concludes("No token yet");
    assert.equal(await ui.token.inputValue(), "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "token");
    assert.match(await ui.verdict.innerText(), /Paste a token, or try an example/);
    assert.equal(await page.locator(".chip").count(), 0);
    await page.getByRole("button", { name: "Paste", exact: true }).waitFor();
    assert.match(await ui.shownPane.innerText(), /claims appear here/);
  }));

test("the example is a token that verifies", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.press("Try an example");
    await ui.concludes("Signature verified");
    await ui.chip("Expires in").waitFor();
    assert.match(await ui.claim("iss").innerText(), /issuer\.example/);
  }));

test("a token is decoded at once, its claims in words, and nothing is called checked", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.concludes("Expired; not checked: no key");
      assert.match(await ui.header.innerText(), /"HS256"/);
      assert.match(await ui.claim("token_type").innerText(), /"access"/);
      const expiry = await ui.claim("exp").innerText();
      assert.match(expiry, /\d years ago · 3 Dec 2018, 10:13 Zurich · 09:13 UTC/);
      assert.match(expiry, /3 Dec 2018/);
      await page.getByRole("button", { name: "More about exp" }).click();
      const details = await ui.payload.innerText();
      assert.match(details, /3 Dec 2018, 10:13:51 \(Europe\/Zurich\)/);
      assert.match(details, /2018-12-03T09:13:51Z/);
      assert.match(await ui.verdict.innerText(), /Enter the secret to check/);
      assert.match(
        await ui.verdict.innerText(),
        /would be refused even with the right key: it expired on 3 Dec 2018/,
      );
      await ui.chip("Expired").waitFor();
      assert.match(await ui.check("Signature").innerText(), /Without the secret/);
      assert.match(await ui.check("Expiry").innerText(), /expired/);
    },
    { token: SIMPLE_JWT },
  ));

test("times are told in the viewer's own zone", () =>
  visit(
    browser,
    async ({ page }) => {
      await page.getByRole("button", { name: "More about exp" }).click();
      assert.match(
        await inspector(page).payload.innerText(),
        /3 Dec 2018, 01:13:51 \(America\/Los_Angeles\)/,
      );
    },
    { timezoneId: "America/Los_Angeles", token: SIMPLE_JWT },
  ));

test("the three parts differ in colour, are named by it below, and no letter is underlined", () =>
  visit(
    browser,
    async ({ page }) => {
      const styles = await page.evaluate(() =>
        ["header", "payload", "signature"].map((part) => {
          const style = getComputedStyle(document.querySelector(`.token-colours .part-${part}`));
          const name = getComputedStyle(document.querySelector(`.legend .part-${part}`));
          return { color: style.color, ofName: name.color, line: style.textDecorationLine };
        }),
      );
      assert.equal(new Set(styles.map((style) => style.color)).size, 3);
      for (const { color, ofName, line } of styles) {
        assert.equal(ofName, color);
        assert.equal(line, "none");
      }
    },
    { token: SIMPLE_JWT },
  ));

test("JSON laid out, and the raw text, are one click away", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.show("JSON");
      assert.equal(await ui.header.innerText(), '{\n  "typ": "JWT",\n  "alg": "HS256"\n}');
      assert.match(await ui.payload.innerText(), /"token_type": "access",\n {2}"exp": 1543828431,/);
      await ui.press("Raw text");
      assert.equal(await ui.header.innerText(), '{"typ":"JWT","alg":"HS256"}');
      await ui.show("Claims");
      await ui.claim("exp").waitFor();
    },
    { token: SIMPLE_JWT },
  ));

test("it works below a path as well", () =>
  visit(browser, ({ page }) => inspector(page).concludes("No token yet"), { path: "/some/where/" }));

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

function concludes(page, headline) {
  return page.getByRole("heading", { name: headline, exact: true }).waitFor();
}

function spoken(page) {
  return page.evaluate(() => ({ lang: document.documentElement.lang, title: document.title }));
}

test("a German visitor is spoken to in German, dates and numbers included", () =>
  visit(
    browser,
    async ({ page }) => {
      await concludes(page, "Nicht geprüft: kein Schlüssel");
      assert.deepEqual(await spoken(page), { lang: "de", title: "jwt-wasm: Token-Inspektor" });
      const claims = page.getByRole("region", { name: "Payload", exact: true });
      assert.match(await claims.innerText(), /abgelaufen am 3\. Dez\. 2018, 10:13:51/);
      assert.match(await claims.innerText(), /vor \d+ Jahren/);
      // Long enough for a separator of thousands.
      await page.getByLabel("Fügen Sie unten ein JSON Web Token ein").fill(`a.${"b".repeat(1234)}.c`);
      await page.getByText("1.238 Zeichen").waitFor();
    },
    { locale: "de-DE" },
  ));

test("a visitor whose language the page does not speak gets English", () =>
  visit(
    browser,
    async ({ page }) => {
      await inspector(page).concludes("Not checked: no key");
      assert.equal((await spoken(page)).lang, "en");
    },
    { locale: "ja-JP" },
  ));

test("another language is chosen in the masthead, at once, and what was entered stays", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.press("Sign one now");
    const token = await ui.token.inputValue();
    await ui.language.selectOption("de");
    await concludes(page, "Signatur geprüft: sie stimmt");
    assert.equal((await spoken(page)).lang, "de");
    assert.equal(await page.getByLabel("Fügen Sie unten ein JSON Web Token ein").inputValue(), token);
    await page.getByLabel("Sprache").selectOption("en");
    await ui.concludes("Signature verified");
    assert.deepEqual(await spoken(page), { lang: "en", title: "jwt-wasm: token inspector" });
  }));

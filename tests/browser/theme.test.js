import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const LIGHT = "rgb(245, 245, 242)";
const DARK = "rgb(20, 22, 27)";

function shown(page) {
  return page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    scheme: getComputedStyle(document.documentElement).colorScheme,
    // The colour of the browser's own bars.
    bars: [...document.querySelectorAll("meta[name=theme-color]")]
      .filter((meta) => matchMedia(meta.media).matches)
      .map((meta) => meta.content),
  }));
}

test("light, dark or as the system has it: chosen with the keyboard, at once, whatever the system says", () =>
  visit(
    browser,
    async ({ page }) => {
      const choice = page.getByLabel("Theme", { exact: true });
      const expects = async (paper, scheme, bars) =>
        assert.deepEqual(await shown(page), { paper, scheme, bars: [bars] });
      await expects(DARK, "light dark", "#14161b");
      await choice.focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(await choice.inputValue(), "light");
      await expects(LIGHT, "light", "#f5f5f2");
      await page.emulateMedia({ colorScheme: "light" });
      await page.keyboard.press("ArrowDown");
      await expects(DARK, "dark", "#14161b");
      await choice.selectOption("system");
      await expects(LIGHT, "light dark", "#f5f5f2");
    },
    { colorScheme: "dark" },
  ));

test("the choice outlasts another language and clearing, and is stored nowhere", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await page.getByLabel("Theme", { exact: true }).selectOption("dark");
      await ui.press("Clear everything");
      await ui.language.selectOption("de");
      const choice = page.getByLabel("Darstellung", { exact: true });
      assert.equal(await choice.inputValue(), "dark");
      assert.deepEqual(await choice.locator("option").allInnerTexts(), ["System", "Hell", "Dunkel"]);
      assert.equal((await shown(page)).paper, DARK);
      assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    },
    { colorScheme: "light" },
  ));

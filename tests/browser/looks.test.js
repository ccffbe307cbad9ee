// What a person sees at a glance, and what a look at pictures of each state has shown.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { moduleOf } from "./lib/model.js";
import { STATES } from "./lib/states.js";
import { launch, visit } from "./lib/visit.js";
import { ZONE_OF_TODAY } from "./lib/zone.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("on a tablet, a time of today has one line, and no date is broken over two", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await STATES.unchecked[1](ui);
      const reading = ui.claim("exp").locator(".reading .line");
      await reading.waitFor();
      const lines = await page
        .locator(".reading .unbroken")
        .evaluateAll((all) => all.map((one) => one.getClientRects().length));
      assert.ok(lines.length > 4);
      assert.deepEqual([...new Set(lines)], [1]);
      const { height } = await ui.claim("exp").boundingBox();
      assert.ok(height <= 33, `${height} px`);
    },
    { viewport: { width: 768, height: 1024 }, timezoneId: ZONE_OF_TODAY },
  ));

test("the words at the head of the table of tokens stand above those of their column", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await STATES.many[1](ui);
      await page.locator(".many-row").first().waitFor();
      const offsets = await page.locator(".many-scroller table").evaluate((table) => {
        const left = (cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          const texts = [];
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (walker.currentNode.data.trim() !== "") texts.push(walker.currentNode);
          if (texts.length === 0) return undefined;
          range.selectNode(texts[0]);
          return range.getBoundingClientRect().left;
        };
        const cells = (row) => [...row.children].map(left);
        const [head, first] = [table.tHead.rows[0], table.querySelector(".many-row")].map(cells);
        return first.map((at, place) => (at === undefined ? 0 : at - head[place]));
      });
      // The result has a dot before its words.
      for (const offset of offsets.slice(0, -1)) assert.ok(Math.abs(offset) < 1.5, String(offsets));
    },
    { viewport: { width: 1366, height: 768 } },
  ));

test("an encrypted token without a key is not bad, and its header is not called signed", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await STATES.locked[1](ui);
    await ui.concludes("Encrypted, not signed");
    await page.locator(".verdict.tone-unknown").waitFor();
    await ui.shownPane.getByText("how it was encrypted", { exact: false }).waitFor();
    await ui.shownPane.getByText("one secret encrypts and decrypts", { exact: true }).waitFor();
    assert.doesNotMatch(await ui.shownPane.innerText(), /how it was signed|which key signed it/);
  }));

test("an unsigned token asks for no key and no algorithm", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await STATES.none[1](ui);
    await ui.concludes("Not signed");
    await ui.shownPane.getByText("not signed", { exact: true }).waitFor();
    assert.doesNotMatch(await ui.key.innerText(), /none/);
  }));

test("365 days are a year, and half a year is six months", async () => {
  const { durationInWords, shortDuration } = await moduleOf("model/time.ts");
  const day = 86_400;
  for (const [seconds, words, short] of [
    [365 * day, "1 year", "1 year"],
    [15_777_000, "6 months", "6 months"],
    [30 * day, "30 days", "30 days"],
    [364 * day - 1, "11 months, 29 days", "11 months"],
    [3630, "1 hour", "1 hour"],
    [1, "1 second", "1 sec"],
    [0, "0 seconds", "0 sec"],
  ]) {
    assert.match(durationInWords(seconds), new RegExp(`^${words}`), String(seconds));
    assert.equal(shortDuration(seconds), short, String(seconds));
  }
});

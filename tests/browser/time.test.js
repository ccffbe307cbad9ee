import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { inAnHour, SECRET, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const START = Date.parse("2026-03-01T12:00:00Z");
const seconds = (later) => START / 1000 + later;

async function pasteSigned(page, claims) {
  const ui = inspector(page);
  await paste(page, ui.token, signed(claims));
  await paste(page, ui.secret, SECRET);
  return ui;
}

/** Where on the line something is, in percent. */
function place(page, selector) {
  return page.evaluate((found) => Number.parseFloat(document.querySelector(found).style.left), selector);
}

test("the line shows the token's times, and now moves along it before one's eyes", () =>
  visit(browser, async ({ page }) => {
    await page.clock.install({ time: START });
    const ui = await pasteSigned(page, { iat: seconds(-60), nbf: seconds(0), exp: seconds(180) });
    await ui.concludes("Signature verified");
    await page.clock.pauseAt(START + 5000);
    await ui.life.getByText("Expires in 2 minutes, 55 seconds").waitFor();
    assert.match(await ui.life.innerText(), /Made to live 4 minutes/);
    assert.deepEqual(await page.locator(".mark-name").allInnerTexts(), ["iat", "nbf", "exp"]);
    const before = await place(page, ".now-line");
    await page.clock.runFor(60_000);
    await ui.life.getByText("Expires in 1 minute, 55 seconds").waitFor();
    assert.ok((await place(page, ".now-line")) > before, "now has moved to the right");
    await page.clock.runFor(120_000);
    await ui.life.getByText("Expired 5 seconds ago").waitFor();
    await ui.concludes("Signature verified, but the token is refused");
  }));

test("would it have been valid then? The verdict answers for the time on the slider, and says so", () =>
  visit(browser, async ({ page }) => {
    await page.clock.install({ time: START });
    const ui = await pasteSigned(page, { iat: seconds(-7200), exp: seconds(-3600) });
    await ui.concludes("Signature verified, but the token is refused");
    await ui.slider.fill("1000");
    await ui.concludes("Signature verified");
    await page.getByText(/^As of 1 Mar 2026, 11:\d\d:\d\d, not now/).waitFor();
    // The page follows the clock that was put in its place at its next tick.
    await page.locator('[aria-valuetext*=", 1 hour ago: valid"]').waitFor();
    assert.match(
      await ui.slider.getAttribute("aria-valuetext"),
      /^1 Mar 2026, 11:\d\d:\d\d, 1 hour ago: valid/,
    );
    assert.match(await ui.check("Expiry").innerText(), /not expired/);
    await ui.press("Back to now");
    await ui.concludes("Signature verified, but the token is refused");
    assert.equal(await page.getByText("As of").count(), 0);
  }));

test("the slider answers to the keyboard, and goes from the first second of exp", () =>
  visit(browser, async ({ page }) => {
    await page.clock.install({ time: START });
    const ui = await pasteSigned(page, { nbf: seconds(-5), exp: seconds(5) });
    await ui.slider.focus();
    await page.keyboard.press("End");
    await ui.concludes("Signature verified, but the token is refused");
    await page.keyboard.press("Home");
    assert.match(await ui.verdict.innerText(), /Its nbf is 1 Mar 2026/);
    // Steps shorter than a second must lead on as well.
    const value = await ui.slider.inputValue();
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press("ArrowRight");
    assert.equal(Number(await ui.slider.inputValue()), Number(value) + 5);
  }));

test("clearing everything, or another example, leads back to now", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const name of ["Example", "Sign one now", "Clear everything"]) {
      await ui.press("Example");
      await ui.slider.fill("10");
      await page.getByText(/^As of/).waitFor();
      await ui.press(name);
      await page.getByText(/^As of/).waitFor({ state: "detached" });
    }
    assert.equal(await ui.life.count(), 0);
  }));

test("odd lives: for ever, never, not yet, in no calendar", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [claims, says] of [
      [{ iat: 1 }, /Never expires/],
      [{ nbf: inAnHour(), exp: inAnHour() - 1 }, /Never valid: it expires before it begins/],
      [{ nbf: inAnHour() + 5, exp: inAnHour() + 60 }, /Becomes valid in 1 hour/],
      [{ sub: "nobody" }, /neither iat, nbf nor exp/],
      [{ exp: 1e300, nbf: "soon" }, /neither iat, nbf nor exp/],
      [{ exp: Date.now() }, /Expires in \d+,\d+ years/],
    ]) {
      await ui.token.fill(signed(claims));
      assert.match(await ui.life.innerText(), says);
    }
  }));

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe, picture, violations } from "./lib/axe.js";
import { inspector } from "./lib/inspector.js";
import { STATES } from "./lib/states.js";
import { ACCESS_TOKEN } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const SCHEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "dark", forcedColors: "active" },
};

async function inEachState(page, look) {
  const ui = inspector(page);
  for (const [state, [headline, act]] of Object.entries(STATES)) {
    await ui.showInput();
    await ui.press("Clear everything");
    await act(ui);
    if (headline !== undefined) await ui.concludes(headline);
    await look(state);
    // On a narrow screen the other half is behind a tab.
    if (await ui.hasInputTab()) {
      await ui.showInput();
      await look(`${state}-input`);
    }
  }
}

for (const width of [390, 1280, 3840]) {
  test(`axe finds nothing in any state, in light, dark and forced colours, at ${width} px`, () =>
    visit(
      browser,
      async ({ page }) => {
        await bringAxe(page);
        await inEachState(page, async (state) => {
          for (const [scheme, media] of Object.entries(SCHEMES)) {
            await page.emulateMedia(media);
            assert.deepEqual(await violations(page), [], `${state}, ${scheme}`);
            await picture(page, `${state}-${scheme}-${width}`, { fullPage: true });
          }
          await page.emulateMedia(SCHEMES.light);
        });
      },
      // axe cannot be injected under the page's own policy. Every other test keeps the policy.
      { viewport: { width, height: 844 }, bypassCSP: true, reducedMotion: "reduce" },
    ));
}

test("on a 4K screen nothing scrolls sideways, and no line of prose is too long to be read", () =>
  visit(
    browser,
    ({ page }) =>
      inEachState(page, async (state) => {
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 3840, state);
        assert.deepEqual(await page.evaluate(longLines, 140), [], state);
      }),
    { viewport: { width: 3840, height: 2160 } },
  ));

/** Runs in the page. @returns the paragraphs with more characters than this on one line */
function longLines(most) {
  return [...document.querySelectorAll("p:not(.visually-hidden), li")].flatMap((one) => {
    const range = new Range();
    range.selectNodeContents(one);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom)));
    const length = one.innerText.length / Math.max(1, lines.size);
    return one.querySelector("p, li") === null && length > most
      ? [`${Math.round(length)}: ${one.innerText}`]
      : [];
  });
}

test("no state scrolls sideways at 320 px", () =>
  visit(
    browser,
    ({ page }) =>
      inEachState(page, async (state) => {
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, state);
      }),
    { viewport: { width: 320, height: 640 } },
  ));

test("the verdict is in sight on a phone, and stays there", () =>
  visit(
    browser,
    async ({ page }) => {
      const box = await inspector(page).verdict.getByRole("heading").boundingBox();
      assert.ok(box.y + box.height < 110, `it ends at ${box.y + box.height} px`);
      await page.mouse.wheel(0, 2000);
      await page.waitForFunction(() => scrollY > 100);
      await inspector(page).verdict.getByRole("heading").click({ trial: true });
      const scrolled = await inspector(page).verdict.getByRole("heading").boundingBox();
      assert.ok(scrolled.y >= 0 && scrolled.y < 30, `scrolled, it begins at ${scrolled.y} px`);
    },
    { viewport: { width: 390, height: 844 }, token: ACCESS_TOKEN },
  ));

test("the verdict is announced once it has settled, not at every key press", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const announced = page.locator(".strip > [aria-live=polite]");
    await ui.press("Try an example");
    await announced.filter({ hasText: "Signature verified. All checks passed" }).waitFor();
    await page.evaluate(() => {
      globalThis.heard = [];
      const region = document.querySelector(".strip > [aria-live=polite]");
      new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    await ui.token.press("End");
    await page.keyboard.type("AAAAAAAA");
    await announced.filter({ hasText: "8 characters too many at the end" }).waitFor();
    await page.waitForTimeout(1500);
    assert.equal((await page.evaluate(() => globalThis.heard)).length, 1);
  }));

test("nothing moves for a person who asked for that", () =>
  visit(
    browser,
    async ({ page }) => {
      const moving = await page.evaluate(
        () =>
          [...document.querySelectorAll("*")].filter(
            (one) => parseFloat(getComputedStyle(one).transitionDuration) > 0,
          ).length,
      );
      assert.equal(moving, 0);
    },
    { reducedMotion: "reduce" },
  ));

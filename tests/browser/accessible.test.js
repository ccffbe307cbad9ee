import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { inAnHour, JWT_IO, SECRET, signed, tampered } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A folder for a picture of each state, to be looked at; none are taken without it. */
const { SCREENSHOTS } = process.env;
if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The page's main states, by the verdict that each shows. */
const STATES = {
  example: ["Not checked: no key", async () => {}],
  verified: ["Signature verified", (ui) => ui.press("Sign one now")],
  refused: [
    "Signature verified, but the token is refused",
    async (ui) => {
      await ui.token.fill(`Bearer ${JWT_IO.token}`);
      await ui.secret.fill(JWT_IO.secret);
      await ui.useAnyway.check();
    },
  ],
  mismatch: [
    "Signature does not match",
    async (ui) => {
      await ui.token.fill(tampered(signed({ exp: inAnHour(), name: "Ada Lovelace" }), 2));
      await ui.secret.fill(SECRET);
    },
  ],
  public: ["Signature verified", (ui) => ui.sign("ES256")],
  "ml-dsa": [
    "Not checked: jwt-wasm does not verify ML-DSA",
    async (ui) => {
      await ui.sign("ML-DSA-44");
      await ui.mlDsa.getByText("The signature matches").first().waitFor();
    },
  ],
  make: [
    "Signature verified",
    async (ui) => {
      await ui.sign("HS256");
      await ui.press("Edit this token");
      await ui.press("Make a new key for HS256");
    },
  ],
  malformed: ["This is not a well-formed token", (ui) => ui.token.fill(JWT_IO.token.slice(0, 70))],
  weak: ["Not checked: the secret is too short", (ui) => ui.secret.fill("too short")],
  "another-time": [
    "Signature verified, but the token is refused",
    async (ui) => {
      await ui.press("Sign one now");
      await ui.slider.fill("1900");
    },
  ],
  empty: ["No token yet", (ui) => ui.press("Clear everything")],
};

const SCHEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "dark", forcedColors: "active" },
};

/** Runs in the page, and gives no more than is wanted: all that axe reports takes longer to cross than to find. */
async function violations() {
  const { violations } = await globalThis.axe.run({ resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.html}`));
}

async function inEachState(page, look) {
  const ui = inspector(page);
  for (const [state, [headline, act]] of Object.entries(STATES)) {
    await ui.press("Example");
    await act(ui);
    await ui.concludes(headline);
    await look(state);
  }
}

for (const width of [390, 1280, 3840]) {
  test(`axe finds nothing in any state, in light, dark and forced colours, at ${width} px`, () =>
    visit(
      browser,
      async ({ page }) => {
        await page.evaluate(AXE);
        await inEachState(page, async (state) => {
          for (const [scheme, media] of Object.entries(SCHEMES)) {
            await page.emulateMedia(media);
            assert.deepEqual(await page.evaluate(violations), [], `${state}, ${scheme}`);
            const path = SCREENSHOTS && join(SCREENSHOTS, `${state}-${scheme}-${width}.png`);
            if (path) await page.screenshot({ path, fullPage: true });
          }
          await page.emulateMedia(SCHEMES.light);
        });
      },
      // Only so that axe can be put into the page; every other test is under the page's own policy.
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

/** Runs in the page: the paragraphs that hold more characters on one line than this. */
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

test("the verdict is in sight on a phone without scrolling", () =>
  visit(
    browser,
    async ({ page }) => {
      const box = await inspector(page).verdict.getByRole("heading").boundingBox();
      assert.ok(box.y + box.height < 844, `it ends at ${box.y + box.height} px`);
    },
    { viewport: { width: 390, height: 844 } },
  ));

test("the verdict is announced once it has settled, not at every key press", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const announced = page.locator(".verdict-frame > [aria-live=polite]");
    await ui.press("Sign one now");
    await announced.filter({ hasText: "Signature verified. Every check has passed" }).waitFor();
    await page.evaluate(() => {
      globalThis.heard = [];
      const region = document.querySelector(".verdict-frame > [aria-live=polite]");
      new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    await ui.token.press("End");
    await page.keyboard.type("AAAAAAAA");
    await announced.filter({ hasText: "Signature does not match" }).waitFor();
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

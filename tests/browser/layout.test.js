/** Where things stand, in pixels: what people came for is in sight without scrolling. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { ACCESS_TOKEN, inAnHour, SECRET, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";
import { ZONE_OF_TODAY } from "./lib/zone.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const LAPTOP = { width: 1366, height: 768 };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const visitToken = (act, options) =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.claim("exp").waitFor();
      await act(page, ui);
    },
    { token: ACCESS_TOKEN, ...options },
  );

/** The boxes of these elements. */
function boxes(page, selectors) {
  return page.evaluate(
    (wanted) =>
      Object.fromEntries(
        Object.entries(wanted).map(([name, selector]) => {
          const { x, y, width, height, right, bottom } = document
            .querySelector(selector)
            .getBoundingClientRect();
          return [name, { x, y, width, height, right, bottom }];
        }),
      ),
    selectors,
  );
}

const PARTS = {
  bar: ".bar",
  strip: ".strip",
  tabs: ".frame > .tab-list",
  input: ".input-pane",
  shown: ".shown-pane",
  claim: ".claim",
  token: ".token-field",
  key: "#key-text",
  checks: ".checks",
};

/** How many claims of the payload stand in view. */
function claimsInView(page) {
  return page.evaluate(
    () =>
      [...document.querySelectorAll(".decoded-payload .claim")].filter(
        (row) => row.getBoundingClientRect().bottom <= innerHeight,
      ).length,
  );
}

function scrolls(page) {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { sideways: scrollWidth > innerWidth, down: scrollHeight > innerHeight };
  });
}

test("on a laptop: bar 48 px, strip 64 px, token, key and checks at the left, at least 15 claims at the right", () =>
  visitToken(
    async (page) => {
      const { bar, strip, tabs, input, shown, claim, token, key, checks } = await boxes(page, PARTS);
      assert.deepEqual({ y: bar.y, height: bar.height }, { y: 0, height: 48 });
      assert.deepEqual({ y: strip.y, height: strip.height }, { y: 48, height: 64 });
      assert.equal(strip.width, 1366);
      assert.equal(input.y, 112);
      assert.equal(input.x, 0);
      assert.ok(shown.x === input.right && shown.right === 1366);
      assert.ok(tabs.y === 112 && tabs.x === shown.x && shown.y === tabs.bottom);
      assert.ok(token.bottom < key.y && key.bottom < checks.y && checks.y < 768);
      // Three lines of the token.
      assert.ok(token.height > 60 && token.height < 90, `the token is ${token.height} px high`);
      assert.ok(key.y < 400, `the key is at ${key.y} px`);
      assert.equal(claim.height, 32);
      const count = await claimsInView(page);
      console.log(`1366×768: the first claim is at ${claim.y} px, and ${count} are in view`);
      assert.ok(count >= 15, `${count} claims`);
      assert.deepEqual(await scrolls(page), { sideways: false, down: false });
    },
    { viewport: LAPTOP, timezoneId: ZONE_OF_TODAY },
  ));

test("on a laptop: one headline, and its chips in one row that is not cut, in both languages", async () => {
  for (const locale of ["en-GB", "de-DE"]) {
    await visit(
      browser,
      async ({ page }) => {
        await page.locator(".claim").first().waitFor();
        assert.equal(await page.locator(".strip h2").count(), 1);
        const chips = await page.evaluate(() => {
          const row = document.querySelector(".chips");
          const strip = document.querySelector(".strip").getBoundingClientRect();
          return {
            isCut: row.scrollWidth > row.clientWidth,
            tops: new Set([...row.children].map((one) => one.getBoundingClientRect().y)).size,
            count: row.children.length,
            isInside: [...row.children].every((one) => {
              const { top, bottom, right } = one.getBoundingClientRect();
              return top >= strip.top && bottom <= strip.bottom && right <= strip.right;
            }),
          };
        });
        assert.deepEqual(chips, { isCut: false, tops: 1, count: 4, isInside: true }, locale);
      },
      { viewport: LAPTOP, locale, token: ACCESS_TOKEN },
    );
  }
});

test("the panes scroll by themselves, and the frame stands still", () =>
  visitToken(
    async (page, ui) => {
      const frame = { bar: PARTS.bar, strip: PARTS.strip, tabs: PARTS.tabs };
      const before = await boxes(page, frame);
      for (const pane of [ui.inputPane, ui.shownPane]) {
        await pane.hover({ position: { x: 200, y: 300 } });
        await page.mouse.wheel(0, 400);
        await pane.evaluate(
          (one) =>
            new Promise((resolve) => {
              const look = () => (one.scrollTop > 50 ? resolve() : requestAnimationFrame(look));
              look();
            }),
        );
      }
      assert.deepEqual(await boxes(page, frame), before);
      const places = await page.evaluate(() => [
        scrollY,
        ...[...document.querySelectorAll(".pane")].map((one) => one.scrollTop > 50),
      ]);
      assert.deepEqual(places, [0, true, true]);
      // What is at the end can be reached.
      await ui.inputPane.getByRole("link", { name: "Documentation of jwt-wasm" }).scrollIntoViewIfNeeded();
      const link = await ui.inputPane.getByRole("link", { name: "Documentation of jwt-wasm" }).boundingBox();
      assert.ok(link.y + link.height <= 768);
    },
    { viewport: LAPTOP },
  ));

test("on a phone the first claim is at most 220 px down, and the strip scrolls its chips sideways", () =>
  visitToken(async (page, ui) => {
    const { bar, strip, claim } = await boxes(page, PARTS);
    console.log(`390×844: the strip ends at ${strip.bottom} px, the first claim is at ${claim.y} px`);
    assert.ok(claim.y <= 220, `${claim.y} px`);
    assert.ok(bar.height <= 48 && strip.y === bar.bottom);
    assert.equal((await scrolls(page)).sideways, false);
    const button = ui.chip("Add the secret");
    await button.scrollIntoViewIfNeeded();
    const box = await button.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.height >= 24);
    // The strip stays while one scrolls.
    await page.evaluate(() => scrollTo(0, 300));
    await page.waitForFunction(() => document.querySelector(".strip").getBoundingClientRect().y === 0);
  }, PHONE));

test("on a phone, also with a verdict that needs two lines, the first claim is at most 220 px down", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.chip("Add the secret").click();
      await ui.secret.fill("another secret that is long enough for HS256");
      await ui.concludes("Signature does not match");
      await ui.show("Claims");
      const { claim } = await boxes(page, PARTS);
      console.log(`390×844, two lines: the first claim is at ${claim.y} px`);
      assert.ok(claim.y <= 220, `${claim.y} px`);
    },
    { token: ACCESS_TOKEN, ...PHONE },
  ));

/** What a person can meet, with a secret or without: its headline and detail are longer than most, also in German. */
const LONG_VERDICTS = {
  truncated: [ACCESS_TOKEN.slice(0, -20)],
  expired: [signed({ iss: "https://issuer.example", exp: inAnHour() - 90_000 }), SECRET],
  "expired, without a key": [signed({ iss: "https://issuer.example", exp: inAnHour() - 90_000 })],
  "another key, and expired": [signed({ aud: "shop", exp: inAnHour() - 90_000 }), `another ${SECRET}`],
  "four parts": [`${ACCESS_TOKEN}.abc`],
  "a key that is left over": [
    ACCESS_TOKEN,
    SECRET,
    signed({ exp: inAnHour() }, { secret: `other ${SECRET}` }),
  ],
};

/** In any language, so by identifiers. */
async function enter(page, [token, secret, next]) {
  await page.locator("#token").fill(token);
  if (secret !== undefined) {
    const tab = page.locator("#frame-tab-input");
    if (await tab.isVisible()) await tab.click();
    await page.locator("#key-text").fill(secret);
  }
  if (next !== undefined) await page.locator("#token").fill(next);
  await page.locator("#frame-tab-claims").click();
  await page.waitForTimeout(200);
}

for (const locale of ["en-GB", "de-DE"]) {
  test(`long verdicts keep the strip and the first claim in their places: ${locale}`, async () => {
    for (const options of [{ viewport: LAPTOP }, PHONE]) {
      for (const [name, entered] of Object.entries(LONG_VERDICTS)) {
        await visit(
          browser,
          async ({ page }) => {
            await enter(page, entered);
            const { strip, claim } = await boxes(page, { strip: PARTS.strip, claim: PARTS.claim });
            if (options === PHONE) assert.ok(claim.y <= 220, `${name}: ${claim.y} px`);
            else assert.equal(strip.height, 64, name);
            const { headline, isFolded, fold } = await page.evaluate(wordsInStrip);
            assert.equal(headline, "whole", name);
            assert.equal(fold, isFolded, `${name}: what is folded can be unfolded`);
          },
          { locale, ...options },
        );
      }
    }
  });
}

/** Runs in the page. */
function wordsInStrip() {
  const [box, headline, detail] = [".verdict-words", "h2", "p"].map((one) =>
    document.querySelector(`.verdict ${one}`),
  );
  const isCut = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
  return {
    headline: isCut(headline) ? "cut" : "whole",
    isFolded: isCut(detail) || isCut(box),
    fold: document.querySelector(".verdict .unfold") !== null,
  };
}

test("on a phone, what a long verdict folds is read on request", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.token.fill(`${ACCESS_TOKEN}.abc`);
      const more = ui.verdict.getByRole("button", { name: "More about Verdict" });
      assert.equal((await page.evaluate(wordsInStrip)).isFolded, true);
      await more.press("Enter");
      assert.equal(await more.getAttribute("aria-expanded"), "true");
      assert.equal((await page.evaluate(wordsInStrip)).isFolded, false);
      await more.press("Enter");
      assert.equal((await page.evaluate(wordsInStrip)).isFolded, true);
    },
    PHONE,
  ));

test("on a phone, the key field that a chip leads to is in sight below the strip, wherever one scrolled to", async () => {
  for (const height of [844, 500]) {
    for (const tab of ["Claims", "Token & key"]) {
      for (const scrolled of [0, 300, 600]) {
        await visitToken(
          async (page, ui) => {
            await ui.show(tab);
            await page.evaluate((y) => scrollTo(0, y), scrolled);
            await ui.chip("Add the secret").click();
            await page.waitForFunction(() => document.activeElement.id === "key-text");
            await page.waitForTimeout(100);
            const { strip, key } = await boxes(page, { strip: PARTS.strip, key: PARTS.key });
            const where = `${tab} at ${scrolled} of ${height} px`;
            assert.ok(
              key.y >= strip.bottom && key.bottom <= height,
              `${where}: ${key.y} to ${key.bottom} px`,
            );
          },
          { ...PHONE, viewport: { width: 390, height } },
        );
      }
    }
  }
});

test("once pasted, the folded token shows its beginning: three lines, and no part of a fourth", () =>
  visitToken(
    async (page) => {
      await page.evaluate(() => document.activeElement.blur());
      const field = await page.evaluate(() => {
        const { scrollTop, clientHeight } = document.querySelector(".token-field");
        const style = getComputedStyle(document.querySelector(".token-colours"));
        const room = clientHeight - Number.parseFloat(style.paddingTop);
        return { scrollTop, lines: room / Number.parseFloat(style.lineHeight) };
      });
      assert.equal(field.scrollTop, 0);
      // The upper fifth of a line has no letter in it.
      assert.ok(field.lines >= 3 && field.lines < 3.2, `${field.lines} lines`);
    },
    { viewport: LAPTOP },
  ));

test("on a phone, what leads elsewhere opens the tab where that is", () =>
  visitToken(async (page, ui) => {
    const focusIs = (id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);
    await ui.chip("Add the secret").click();
    await focusIs("key-text");
    await page.getByRole("button", { name: /^Payload/ }).click();
    await focusIs("part-payload");
    await page.getByRole("button", { name: "More about exp" }).click();
    await page.getByRole("button", { name: "Select exp in the token" }).click();
    await focusIs("token");
    assert.ok(await ui.token.isVisible());
    // While one types the field stays.
    await page.keyboard.press("End");
    await page.keyboard.type("A");
    await page.waitForTimeout(300);
    await focusIs("token");
  }, PHONE));

test("on a phone a paste shows the claims, and the focus is on their tab", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      assert.equal(await ui.frameTabs.getByRole("tab", { selected: true }).innerText(), "Token & key");
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.evaluate((text) => navigator.clipboard.writeText(text), ACCESS_TOKEN);
      await page.keyboard.press("ControlOrMeta+V");
      await ui.claim("exp").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Claims");
    },
    PHONE,
  ));

test("at 768 px: the strip, then the tabs, then one pane over the whole width", () =>
  visitToken(
    async (page, ui) => {
      const { strip, tabs, shown } = await boxes(page, PARTS);
      assert.deepEqual(
        [strip.x, strip.width, tabs.x, tabs.width, shown.x, shown.width],
        [0, 768, 0, 768, 0, 768],
      );
      assert.ok(tabs.y === strip.bottom && shown.y === tabs.bottom);
      assert.ok(await ui.inputPane.isHidden());
      assert.equal((await scrolls(page)).sideways, false);
      await ui.show("Token & key");
      assert.ok((await ui.inputPane.isVisible()) && (await ui.shownPane.isHidden()));
      assert.equal(Math.round((await ui.inputPane.boundingBox()).width), 768);
    },
    { viewport: { width: 768, height: 1024 } },
  ));

for (const [width, height] of [
  [1024, 768],
  [1920, 1080],
  [3840, 2160],
]) {
  test(`at ${width} px both panes use the width, and nothing scrolls but they`, () =>
    visitToken(
      async (page) => {
        const { input, shown } = await boxes(page, PARTS);
        assert.equal(shown.right, width);
        assert.equal(Math.round(input.width + shown.width), width);
        assert.ok(input.width >= width / 3 && shown.width >= width / 2);
        assert.deepEqual(await scrolls(page), { sideways: false, down: false });
        assert.equal(
          await page.evaluate(() => document.querySelector(".decoded table").scrollWidth > 0),
          true,
        );
        const { right } = (await boxes(page, { table: ".decoded table" })).table;
        assert.ok(width - right < 60, `the table ends at ${right} px`);
      },
      { viewport: { width, height } },
    ));
}

test("at 200 % zoom of a laptop, and at 320 px, nothing scrolls sideways in any tab", async () => {
  for (const viewport of [
    { width: 683, height: 384 },
    { width: 320, height: 640 },
  ]) {
    await visitToken(
      async (page, ui) => {
        for (const name of ["Token & key", "Claims", "JSON", "Edit & sign", "Copy & share"]) {
          await ui.show(name);
          await page.waitForTimeout(100);
          assert.equal((await scrolls(page)).sideways, false, `${name} at ${viewport.width} px`);
          const cut = await page.evaluate(overflowing);
          assert.deepEqual(cut, [], `${name} at ${viewport.width} px`);
        }
      },
      { viewport },
    );
  }
});

/** Runs in the page. @returns the visible buttons, fields and headings that end beyond the screen */
function overflowing() {
  return [...document.querySelectorAll("main button, main input, main textarea, main h2, main h3")]
    .filter((one) => one.checkVisibility() && !one.closest(".chips, .tab-list, .visually-hidden"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
    .map((one) => one.textContent || one.id);
}

test("a short window does not lose the panes: they scroll down to their end", () =>
  visitToken(
    async (page) => {
      assert.deepEqual(await scrolls(page), { sideways: false, down: false });
      const heights = await page.evaluate(() =>
        [...document.querySelectorAll(".pane")].map((one) => one.clientHeight),
      );
      assert.ok(
        heights.every((one) => one > 200),
        heights.join(),
      );
    },
    { viewport: { width: 1280, height: 400 } },
  ));

test("one primary button a pane, and no shadow anywhere", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const primaries = (pane) => pane.locator("button.primary:visible").allInnerTexts();
    assert.deepEqual(await primaries(ui.inputPane), ["Paste"]);
    assert.deepEqual(await primaries(ui.shownPane), []);
    await ui.press("Try an example");
    await ui.concludes("Signature verified");
    for (const name of ["Claims", "JSON", "Edit & sign", "Copy & share"]) {
      await ui.show(name);
      await page.waitForTimeout(100);
      for (const pane of [ui.inputPane, ui.shownPane]) assert.ok((await primaries(pane)).length <= 1, name);
      const shadows = await page.evaluate(() =>
        [...document.querySelectorAll("*")]
          .filter((one) => getComputedStyle(one).boxShadow !== "none")
          .map((one) => one.className),
      );
      assert.deepEqual(shadows, [], name);
    }
  }));

test("the bar of validity is 24 px high, and the thumb of its slider is not larger", () =>
  visitToken(
    async (page) => {
      const { track, slider } = await boxes(page, { track: ".track", slider: ".time-slider" });
      assert.equal(track.height, 24);
      assert.equal(slider.height, 24);
      assert.equal(slider.y, track.y);
    },
    { viewport: LAPTOP },
  ));

test("in forced colours the frame keeps its lines, and the chosen tab and the primary button are marked", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      const style = (selector) =>
        page.evaluate((wanted) => {
          const { borderBottomWidth, borderBottomColor, backgroundColor, color } = getComputedStyle(
            document.querySelector(wanted),
          );
          return { borderBottomWidth, borderBottomColor, backgroundColor, color };
        }, selector);
      const primary = await style("button.primary");
      const other = await style("button:not(.primary).plain, .token-buttons button:not(.primary)");
      assert.notEqual(primary.backgroundColor, other.backgroundColor);
      const chosen = await style(".tab-list button[aria-selected=true]");
      const unchosen = await style(".tab-list button[aria-selected=false]");
      assert.notEqual(chosen.borderBottomColor, unchosen.borderBottomColor);
      assert.notEqual((await style(".bar")).borderBottomWidth, "0px");
      await ui.press("Try an example");
      await ui.concludes("Signature verified");
      assert.equal((await scrolls(page)).down, false);
    },
    { viewport: LAPTOP, forcedColors: "active", colorScheme: "dark" },
  ));

test("what is read aloud follows what is seen: bar, strip, tabs, token, key, checks, then what the tab shows", () =>
  visitToken(
    async (page, ui) => {
      await ui.secret.fill(SECRET);
      await ui.concludes("Signature verified");
      const titles = await page
        .getByRole("heading")
        .evaluateAll((all) =>
          all.map((one) => one.firstChild?.textContent?.trim() || one.textContent.trim()),
        );
      const order = [
        "Signature verified",
        "Token",
        "Key",
        "Checks",
        "Expected values",
        "Warnings",
        "Payload",
        "Header",
      ];
      const places = order.map((one) => titles.findIndex((title) => title.startsWith(one)));
      assert.ok(
        places.every((place, index) => place >= 0 && (index === 0 || place > places[index - 1])),
        titles.join(" · "),
      );
    },
    { viewport: LAPTOP },
  ));

test("a token with a very long kid, issuer and audience does not widen the strip", async () => {
  const long = "x".repeat(600);
  const token = signed(
    { exp: inAnHour(), aud: long, iss: `https://${long}.example` },
    { header: { alg: "HS256", kid: long } },
  );
  for (const width of [320, 390, 768, 1024, 1366]) {
    await visit(
      browser,
      async ({ page }) => {
        await page.locator(".claim").first().waitFor();
        assert.equal((await scrolls(page)).sideways, false, `${width}`);
        const { strip } = await boxes(page, { strip: ".strip" });
        assert.ok(strip.height <= 100, `${strip.height} px at ${width} px`);
      },
      { viewport: { width, height: 800 }, token },
    );
  }
});

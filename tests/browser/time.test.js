import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, signed } from "./lib/tokens.js";
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

/** The position of something on the line, in percent. */
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
    assert.match(await ui.life.innerText(), /Lifetime: 4 minutes/);
    assert.deepEqual(await page.locator(".mark-name").allInnerTexts(), ["iat", "nbf", "exp"]);
    const before = await place(page, ".now-line");
    await page.clock.runFor(60_000);
    await ui.life.getByText("Expires in 1 minute, 55 seconds").waitFor();
    assert.ok((await place(page, ".now-line")) > before, "now has moved to the right");
    await page.clock.runFor(120_000);
    await ui.life.getByText("Expired 5 seconds ago").waitFor();
    await ui.concludes("Signature valid, token expired");
  }));

test("would it have been valid then? The verdict answers for the time on the slider, and says so", () =>
  visit(browser, async ({ page }) => {
    await page.clock.install({ time: START });
    const ui = await pasteSigned(page, { iat: seconds(-7200), exp: seconds(-3600) });
    await ui.concludes("Signature valid, token expired");
    await ui.slider.fill("1000");
    await ui.concludes("Signature verified");
    await page.getByText(/^Checked as of 1 Mar 2026, 11:\d\d:\d\d, not now/).waitFor();
    // The page uses the replaced clock from its next tick on.
    await page.locator('[aria-valuetext*=", 1 hour ago: valid"]').waitFor();
    assert.match(
      await ui.slider.getAttribute("aria-valuetext"),
      /^1 Mar 2026, 11:\d\d:\d\d, 1 hour ago: valid/,
    );
    await ui.checks.locator("summary", { hasText: /^\d+ passed$/ }).click();
    assert.match(await ui.check("Expiry").innerText(), /not expired/);
    await ui.press("Back to now");
    await ui.concludes("Signature valid, token expired");
    assert.equal(await page.getByText("As of").count(), 0);
  }));

test("the slider answers to the keyboard, and goes from the first second of exp", () =>
  visit(browser, async ({ page }) => {
    await page.clock.install({ time: START });
    const ui = await pasteSigned(page, { nbf: seconds(-5), exp: seconds(5) });
    await ui.slider.focus();
    await page.keyboard.press("End");
    await ui.concludes("Signature valid, token expired");
    await page.keyboard.press("Home");
    await ui.concludes("Signature valid, token not valid yet");
    assert.match(await ui.verdict.innerText(), /Its nbf is in the future: 1 Mar 2026/);
    // Steps that are shorter than a second must move it as well.
    const value = await ui.slider.inputValue();
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press("ArrowRight");
    assert.equal(Number(await ui.slider.inputValue()), Number(value) + 5);
  }));

for (const name of ["Try an example", "Sign a new token", "Clear everything"]) {
  test(`${name} leads back to now`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      await ui.press("Try an example");
      await ui.slider.fill("10");
      await page.getByText(/^Checked as of/).waitFor();
      if (name === "Sign a new token") await ui.sign("HS256");
      else await ui.press(name);
      await page.getByText(/^Checked as of/).waitFor({ state: "detached" });
      if (name === "Clear everything") assert.equal(await ui.life.count(), 0);
    }));
}

test("a token that is valid from this second on is valid when it is pasted, between two ticks of the page's clock", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await page.clock.setFixedTime(START);
    await paste(page, ui.token, signed({ exp: seconds(60) }));
    await ui.chip("Expires in 1 min").waitFor();
    // The page's last tick may be before this time, and the next one comes after the paste.
    await page.clock.setFixedTime(START + 3_600_000);
    await page.evaluate(
      async (token) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", token);
        document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve));
        window.chipsAtOnce = document.querySelector(".strip").innerText;
      },
      signed({ nbf: seconds(3600), exp: seconds(7200) }),
    );
    const chips = await page.evaluate(() => window.chipsAtOnce);
    assert.match(chips, /Expires in 1 h/);
    assert.doesNotMatch(chips, /valid in/i);
  }));

test("odd lives: for ever, never, not yet, in no calendar", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [claims, says] of [
      [{ iat: 1 }, /Never expires/],
      [{ nbf: inAnHour(), exp: inAnHour() - 1 }, /Never valid: it expires before it becomes valid/],
      [{ nbf: inAnHour() + 600, exp: inAnHour() + 660 }, /Becomes valid in 1 hour/],
      [{ sub: "nobody" }, /no iat, nbf or exp/],
      [{ exp: 1e300, nbf: "soon" }, /exp is not a time/],
      [{ exp: "1795871353", iat: 1 }, /exp is not a time/],
      [{ nbf: "soon" }, /Not a time: nbf/],
      [{ exp: Date.now() }, /Expires in \d+,\d+ years/],
    ]) {
      await ui.token.fill(signed(claims));
      assert.match(await ui.life.innerText(), says);
    }
  }));

const written = (payload) =>
  `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(payload)}.${"A".repeat(43)}`;

test("only what is a date in milliseconds is called milliseconds", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [exp, isDate] of [
      ["1700000000000", true],
      ["8640000000000000", true],
      ["8640000000000001", false],
      ["1e300", false],
      ["1e400", false],
    ]) {
      await ui.token.fill(written(`{"sub":"a","exp":${exp}}`));
      const words = isDate ? "These look like milliseconds" : "This date is too far away to be shown";
      await ui.claim("exp").getByText(words).waitFor();
      // The warnings appear a moment after the claims.
      const warning = ui.warnings.getByText("Milliseconds instead of seconds");
      if (isDate) await warning.waitFor();
      else await page.waitForTimeout(500);
      assert.equal(await warning.count(), Number(isDate), exp);
      assert.equal(await ui.warnings.getByText("A long lifetime").count(), 0, exp);
    }
  }));

test("a token without exp is said to never expire, whatever other times it has", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const claims of [{}, { iat: seconds(0) }, { nbf: seconds(-1000) }, { iat: "soon" }]) {
      await ui.token.fill("");
      await paste(page, ui.token, signed({ sub: "a", ...claims }));
      await ui.chip("Never expires").waitFor();
    }
    for (const payload of ['{"exp":"soon"}', "[1]", '"text"']) {
      await ui.token.fill(written(payload));
      await ui.chip("HS256").waitFor();
      assert.equal(await ui.chip("Never expires").count(), 0, payload);
    }
  }));

for (const [locale, chip, inMinutes, inSeconds] of [
  ["en-GB", (form) => `Expires in ${form}`, "59 min", "45 sec"],
  ["en-US", (form) => `Expires in ${form}`, "59 min", "45 sec"],
  ["de-DE", (form) => `Läuft in ${form} ab`, "59 Min.", "45 Sek."],
]) {
  test(`minutes and seconds have one form in the chip and in the claim's reading, ${locale}`, () =>
    visit(
      browser,
      async ({ page }) => {
        await page.clock.setFixedTime(START);
        for (const [life, form] of [
          [59 * 60, inMinutes],
          [45, inSeconds],
        ]) {
          await page.locator("#token").fill(signed({ sub: form, exp: seconds(life) }));
          await page.getByText(chip(form), { exact: true }).waitFor();
          await page.getByText(`in ${form} · 1`).waitFor();
        }
      },
      { locale },
    ));
}

test("one form for each duration, in the strip, the claims and the validity", async () => {
  const LONG_AGO = Date.parse("2024-11-02T12:00:00Z") / 1000;
  for (const [locale, chip, readings] of [
    [
      "en-GB",
      "Expired 1 year ago",
      [/1 year ago · 2 Nov 2024, 13:00 Zurich · 12:00 UTC/, /Expired 1 year, 3 months ago/],
    ],
    [
      "en-US",
      "Expired 1 year ago",
      [/1 year ago · Nov 2, 2024, 13:00 Zurich · 12:00 UTC/, /Expired 1 year, 3 months ago/],
    ],
    [
      "de-DE",
      "Abgelaufen seit 1 Jahr",
      [/vor 1 Jahr · 2\. Nov\. 2024, 13:00 Zurich · 12:00 UTC/, /Abgelaufen seit 1 Jahr, 3 Monaten/],
    ],
  ]) {
    await visit(
      browser,
      async ({ page }) => {
        await page.clock.install({ time: START });
        await page.locator("#token").fill(signed({ iat: LONG_AGO - 60, exp: LONG_AGO }));
        await page.getByText(chip, { exact: true }).waitFor();
        for (const reading of readings) await page.getByText(reading).first().waitFor();
        const all = await page.locator("main").innerText();
        assert.doesNotMatch(all, /\byrs?\b|\b\d+ J\b/);
      },
      { locale },
    );
  }
});

for (const [width, height] of [
  [1366, 768],
  [768, 1024],
  [390, 844],
  [320, 640],
]) {
  test(`the date is repeated for UTC where it is another day there, and is not cut at ${width} px`, async () => {
    for (const [locale, words] of [
      ["en-GB", /1 Jan 2019, 00:30 Zurich · 31 Dec 2018, 23:30 UTC/],
      ["de-DE", /1\. Jan\. 2019, 00:30 Zurich · 31\. Dez\. 2018, 23:30 UTC/],
    ]) {
      await visit(
        browser,
        async ({ page }) => {
          const at = Date.parse("2018-12-31T23:30:00Z") / 1000;
          await paste(page, page.locator("#token"), signed({ exp: at, auth_time: 1_543_828_431 }));
          const readings = page.locator(".reading:has(.distance)");
          await readings.first().waitFor();
          assert.match(await readings.first().innerText(), words);
          for (const line of await readings.locator(".line").all()) {
            assert.ok(
              await line.evaluate((one) => one.scrollWidth <= one.clientWidth),
              await line.innerText(),
            );
          }
        },
        { locale, viewport: { width, height } },
      );
    }
  });
}

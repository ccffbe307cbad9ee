import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { inspector } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, SIMPLE_JWT, signed } from "./lib/tokens.js";
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
      await concludes(page, "Noch kein Token");
      assert.deepEqual(await spoken(page), { lang: "de", title: "jwt-wasm: Token-Inspektor" });
      await page.getByLabel("JSON Web Token hier einfügen").fill(SIMPLE_JWT);
      await concludes(page, "Abgelaufen; Schlüssel fehlt");
      const claims = page.getByRole("region", { name: "Payload", exact: true });
      assert.match(await claims.innerText(), /vor \d Jahren/);
      await claims.getByRole("button", { name: "Mehr zu exp" }).click();
      assert.match(await claims.innerText(), /3\. Dez\. 2018, 10:13:51/);
      // Large enough for a thousands separator.
      await page.getByLabel("JSON Web Token hier einfügen").fill(`a.${"b".repeat(1234)}.c`);
      await page.getByText("1.238 Zeichen").waitFor();
    },
    { locale: "de-DE" },
  ));

test("a visitor whose language the page does not speak gets English", () =>
  visit(
    browser,
    async ({ page }) => {
      await inspector(page).concludes("No token yet");
      assert.equal((await spoken(page)).lang, "en");
    },
    { locale: "ja-JP" },
  ));

test("another language is chosen in the masthead, at once, and what was entered stays", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.press("Try an example");
    await ui.concludes("Signature verified");
    const token = await ui.token.inputValue();
    await ui.language.selectOption("de");
    await concludes(page, "Signatur ist gültig");
    assert.equal((await spoken(page)).lang, "de");
    assert.equal(await page.getByLabel("JSON Web Token hier einfügen").inputValue(), token);
    await page.getByLabel("Sprache").selectOption("en");
    await ui.concludes("Signature verified");
    assert.deepEqual(await spoken(page), { lang: "en", title: "jwt-wasm: token inspector" });
  }));

test("words that come later are in the chosen language, also if that was chosen before or after they came", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.press("Try an example");
    await ui.concludes("Signature verified");
    await ui.show("Edit & sign");
    await page.getByRole("button", { name: "Copy token" }).waitFor();
    await ui.language.selectOption("de");
    await page.getByRole("button", { name: "Token kopieren" }).waitFor();
    await page.getByRole("tab", { name: "Kopieren & teilen" }).click();
    await page.getByRole("heading", { name: "Kopieren & teilen" }).waitFor();
    await page.getByLabel("Sprache").selectOption("en");
    await ui.show("Copy & share");
    await page.getByRole("heading", { name: "Copy & share" }).waitFor();
  }));

test("if a language cannot be loaded, the choice goes on to show the one that is spoken", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await page.route(/\/assets\/de-[\w-]+\.js$/, (route) =>
      route.fulfill({ body: "throw 0", contentType: "text/javascript" }),
    );
    await ui.language.selectOption("de");
    await page.waitForFunction(() => document.querySelector(".choices select").value === "en");
    await ui.concludes("No token yet");
    assert.equal((await spoken(page)).lang, "en");
  }));

function load(file) {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8"));
}

const NAMES = load("names.json");

/** Problems of a key that JavaScript finds, not the core. */
const KEY_REASONS = ["not_a_key", "not_json", "bytes_gone", "lone_surrogate", "freed", "engine_refused"].map(
  (reason) => ({ code: "key_invalid", reason }),
);

async function germanCore() {
  const file = fileURLToPath(new URL("../../www/text/de/core.ts", import.meta.url));
  return (await runnerImport(file, { logLevel: "silent" })).module.core;
}

/** Asserts that a German sentence has no unfilled name, no English, and not the text for unknown reasons. */
function assertGerman(words, at) {
  assert.equal(typeof words, "string", at);
  assert.doesNotMatch(words, /undefined|NaN|\[object|„English“/, at);
  assert.doesNotMatch(words, ENGLISH, at);
  assert.doesNotMatch(words, /\.$/, at);
}

test("whatever the core can say of a check has German words: every code, every pass, every reason to skip", async () => {
  const core = await germanCore();
  assert.deepEqual(Object.keys(core.errors).sort(), NAMES.JwtErrorCode.toSorted());
  // Checks that JavaScript makes, not the core.
  assert.deepEqual(Object.keys(core.passed).sort(), [...NAMES.CheckName, "schema"].sort());
  assert.deepEqual(Object.keys(core.skipped).sort(), [...NAMES.SkipReason, "not_verified"].sort());
  for (const [name, words] of Object.entries({ ...core.passed, ...core.skipped })) assertGerman(words, name);
  for (const code of NAMES.JwtErrorCode) {
    // These always have a reason, which chooses the sentence.
    if (code === "key_invalid" || code === "malformed" || code === "options_invalid") continue;
    assertGerman(core.errors[code]({ message: "English", code, claim: "exp", expected: 1, actual: 2 }), code);
  }
});

test("every reason has German words of its own, with the facts that it comes with", async () => {
  const { errors } = await germanCore();
  const told = (error) => errors[error.code](error);
  // Sentences of the core, and those of JavaScript about keys.
  const cases = [...load("reasons.json"), ...KEY_REASONS, { code: "options_invalid", reason: "not_json" }];
  const said = new Map();
  for (const error of cases) {
    const words = told({ message: "English", ...error });
    assertGerman(words, JSON.stringify(error));
    // Two sentences of the core may be equal only if they have the same reason and the same facts.
    assert.ok([undefined, error.reason].includes(said.get(words)), `${error.reason}: ${words}`);
    said.set(words, error.reason);
    for (const fact of [error.part, error.claim, ...[error.expected].flat()]) {
      const isShown = error.code !== "malformed" && error.reason !== "wrong_value" && fact !== undefined;
      if (isShown)
        assert.ok(
          [fact, NAMED[fact] ?? fact].some((name) => words.includes(name)),
          `${words}: ${fact}`,
        );
    }
  }
  const reasons = (code) => new Set(cases.filter((error) => error.code === code).map(({ reason }) => reason));
  assert.deepEqual(reasons("malformed"), new Set(NAMES.MalformedReason));
  assert.deepEqual(
    [...reasons("key_invalid")].sort(),
    [
      ...new Set([
        ...NAMES.CoreKeyReason,
        ...NAMES.KeyFileReason,
        ...KEY_REASONS.map(({ reason }) => reason),
      ]),
    ].sort(),
  );
  const types = NAMES.ClaimType.map((actual) =>
    told({ code: "claim_invalid", claim: "exp", expected: actual, actual }),
  );
  for (const [place, words] of types.entries()) {
    assertGerman(words, NAMES.ClaimType[place]);
    assert.doesNotMatch(words, /„/, "a type that is told as it is");
  }
  for (const reason of NAMES.HeaderReason) assertGerman(told({ code: "header_rejected", reason }), reason);
});

/** Values that are not shown as they are. */
const NAMED = { secret: "Secret", RSA: "RSA-Schlüssel", point: "Punkt" };

const ENGLISH = /\b(?:the|is|are|no|not|must|given|expected)\b/i;

test("the reasons of every check are told in German, whatever is wrong", () =>
  visit(
    browser,
    async ({ page }) => {
      const token = page.getByLabel("JSON Web Token hier einfügen");
      const checks = page.getByRole("region", { name: "Prüfungen", exact: true });
      const exp = inAnHour();
      await page.locator("#key-text").fill(SECRET);
      for (const [text, says] of [
        [signed({ exp }), /die Signatur passt: Genau dieses Token/i],
        [signed({ exp, nbf: "soon" }), /der Claim nbf muss eine Zahl sein, ist aber ein String/i],
        [signed({ exp, aud: [1] }), /der Claim aud muss .*, ist aber eine Liste von etwas anderem/i],
        [signed({ exp }, { secret: "another one" }), /die Signatur passt nicht/i],
        [signed({ exp }, { alg: "HS512" }), /die Signatur passt|alg/i],
        [signed({ exp }, { header: { alg: "HS256", crit: ["x"] } }), /der Header enthält crit/i],
        [`${signed({ exp })}x!`, /die Signatur ist fehlerhaft: sie ist kein kanonisches base64url/i],
        [`${base64url("{alg:HS256}")}.e30.e30`, /der Header ist fehlerhaft: er ist kein striktes JSON/i],
        [signed('{"a":1,"a":2}'), /die Payload ist fehlerhaft: in einem Objekt steht derselbe Name zweimal/i],
        [
          `"${signed({ exp })}"`,
          /das Token ist fehlerhaft: davor oder dahinter steht ein Anführungszeichen/i,
        ],
        [`${signed({ exp }).split(".").join("=.")}`, /der Header ist fehlerhaft: er endet mit =/i],
        ["hello", /das Token ist fehlerhaft: es besteht nicht aus drei Teilen/i],
        [signed({ exp, long: "x".repeat(20_000) }), /höchstens 16384/i],
      ]) {
        await token.fill(text);
        // Entered for this token, and not left from the last one.
        await page.locator("#key-text").fill("");
        await page.locator("#key-text").fill(SECRET);
        await checks.getByText(says).first().waitFor({ state: "attached" });
        assert.doesNotMatch(await checks.textContent(), ENGLISH);
      }
    },
    { locale: "de-DE" },
  ));

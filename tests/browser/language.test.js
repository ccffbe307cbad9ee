import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { inspector } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, signed } from "./lib/tokens.js";
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

/** Every text that the core's source gives in one of these places. */
function wordsIn(file, ...places) {
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  return places.flatMap((place) => [...source.matchAll(place)].map((match) => match[1]));
}

test("whatever the core can say of a check has German words: every code, every pass, every reason to skip", async () => {
  const file = fileURLToPath(new URL("../../www/text/de/core.ts", import.meta.url));
  const { core } = (await runnerImport(file, { logLevel: "silent" })).module;
  const codes = wordsIn("src/error.rs", /^ {4}[A-Z]\w+ = "(\w+)",$/gm);
  const checks = wordsIn("src/check.rs", /^ {4}[A-Z]\w+ = "(\w+)", "/gm);
  const skipped = [
    ...wordsIn("src/report.rs", /skipped\([^"]*"([^"]+)"/g),
    ...wordsIn("src/claims.rs", /Some\("([^"]+ [^"]+)"\)/g),
  ];
  assert.ok(codes.length > 20 && checks.length > 14 && skipped.length > 14, "the lists were found");
  const sorted = (names) => [...new Set(names)].sort();
  assert.deepEqual(Object.keys(core.errors).sort(), sorted(codes));
  assert.deepEqual(Object.keys(core.passed).sort(), sorted(checks));
  assert.deepEqual(Object.keys(core.skipped).sort(), sorted(skipped));
  for (const [code, words] of Object.entries(core.errors)) {
    const message = "the key cannot be used: of a new reason";
    const error = { message, code, claim: "exp", reason: "segments", expected: 1, actual: 2 };
    assert.doesNotMatch(words(error), /undefined|^the /, code);
  }
});

test("what stands around a token, and how it is padded, has German words", async () => {
  const file = fileURLToPath(new URL("../../www/text/de/core.ts", import.meta.url));
  const { core } = (await runnerImport(file, { logLevel: "silent" })).module;
  const around = wordsIn("src/surroundings.rs", /=> "([^"]+)"/g);
  const padded = wordsIn("src/error.rs", /"(it is (?:padded|not canonical)[^"]+)"/g);
  assert.deepEqual([around.length, padded.length], [8, 3]);
  for (const said of [...around, ...padded]) {
    const message = `the token is malformed: ${said}`;
    const words = core.errors.malformed({ message, reason: "base64url", part: "header" });
    assert.doesNotMatch(words, ENGLISH, said);
    assert.notEqual(words, core.errors.malformed({ message: "", reason: "base64url", part: "token" }), said);
  }
});

const ENGLISH = /\b(?:the|is|are|no|not|must|given|expected)\b/i;

test("the reasons of every check are told in German, whatever is wrong", () =>
  visit(
    browser,
    async ({ page }) => {
      const token = page.getByLabel("Fügen Sie unten ein JSON Web Token ein");
      const checks = page.getByRole("region", { name: "Prüfungen", exact: true });
      const exp = inAnHour();
      await page.getByLabel("Geheimnis", { exact: true }).and(page.locator("input")).first().fill(SECRET);
      for (const [text, says] of [
        [signed({ exp }), /die Signatur stimmt: wer den Schlüssel hat/i],
        [signed({ exp, nbf: "soon" }), /der Claim nbf muss eine Zahl sein, er ist eine Zeichenkette/i],
        [signed({ exp, aud: [1] }), /der Claim aud muss .*, er ist eine Liste von etwas anderem/i],
        [signed({ exp }, { secret: "another one" }), /die Signatur stimmt nicht/i],
        [signed({ exp }, { alg: "HS512" }), /die Signatur stimmt|alg/i],
        [signed({ exp }, { header: { alg: "HS256", crit: ["x"] } }), /der Header hat crit/i],
        [`${signed({ exp })}x!`, /die Signatur ist fehlerhaft: sie ist kein kanonisches base64url/i],
        [`${base64url("{alg:HS256}")}.e30.e30`, /der Header ist fehlerhaft: er ist kein striktes JSON/i],
        [signed('{"a":1,"a":2}'), /der Payload ist fehlerhaft: in einem Objekt steht derselbe Name zweimal/i],
        [`"${signed({ exp })}"`, /das Token ist fehlerhaft: ein Anführungszeichen steht davor/i],
        [`${signed({ exp }).split(".").join("=.")}`, /der Header ist fehlerhaft: er ist mit = aufgefüllt/i],
        [`${signed({ exp }).replace(/\.[^.]*/, ".")}`, /der Payload ist leer, oder er steht nicht im Token/i],
        ["hello", /das Token ist fehlerhaft: es sind nicht drei Teile/i],
        [signed({ exp, long: "x".repeat(20_000) }), /höchstens 16384 werden angesehen/i],
      ]) {
        await token.fill(text);
        await checks.getByText(says).first().waitFor();
        assert.doesNotMatch(await checks.innerText(), ENGLISH);
      }
    },
    { locale: "de-DE" },
  ));

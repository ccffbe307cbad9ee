// Editing a token beside its claims: signed again at each change, with readable dates and a way back.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";
import { openWorkshop, partsOf } from "./lib/workshop.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const NOW = Date.parse("2026-03-01T12:00:00Z") / 1000;
const STOPPED = {
  init: () => {
    Date.now = () => Date.parse("2026-03-01T12:00:00Z");
  },
};

test("with the secret in the key field, each change signs at once; the page judges the pasted token until one uses the new", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const pasted = signed({ sub: "ford", exp });
    await paste(page, ui.token, pasted);
    await ui.secret.fill(SECRET);
    await ui.concludes("Signature verified");
    const make = await openWorkshop(page);
    await make.says({ sub: "ford", exp });
    await make.payload.fill(`{"sub":"zaphod","exp":${exp}`);
    await make.region.getByText("Not signed, because the text above is not valid yet.").waitFor();
    assert.equal(await make.button("Copy token").getAttribute("aria-disabled"), "true");
    assert.equal(await make.button("Use this token").getAttribute("aria-disabled"), "true");
    await make.payload.press("ControlOrMeta+End");
    await page.keyboard.type("}");
    const token = await make.says({ sub: "zaphod", exp });
    const [header, payload, signature] = token.split(".");
    assert.equal(createHmac("sha256", SECRET).update(`${header}.${payload}`).digest("base64url"), signature);
    assert.equal(await ui.token.inputValue(), pasted);
    await make.region.getByText("The page still checks the other token.").waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await make.press("Copy token");
    await make.region.getByText("Copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);
    await make.press("Use this token");
    assert.equal(await ui.token.inputValue(), token);
    await ui.concludes("Signature verified");
    // What is changed next is signed, and again not judged yet.
    await make.payload.fill(`{"sub":"trillian","exp":${exp}}`);
    await make.says({ sub: "trillian", exp });
    assert.equal(await ui.token.inputValue(), token);
    await make.press("Back to the pasted token");
    assert.equal(await ui.token.inputValue(), pasted);
    assert.deepEqual(JSON.parse(await make.payload.inputValue()), { sub: "ford", exp });
    await ui.concludes("Signature verified");
    assert.equal(await make.button("Back to the pasted token").count(), 0);
  }));

test("without a key that signs, a new one is made, and its public half goes to the key field with the token", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem } = signedWith("ES256", { sub: "ford", exp: 4e9 });
    await paste(page, ui.token, token);
    await ui.keyText.fill(publicPem);
    await ui.concludes("Signature verified");
    const make = await openWorkshop(page);
    await make.region.getByText("The key field contains a public key, which can only verify.").waitFor();
    await make.press("Sign with a new ES256 key");
    await make.says({ sub: "ford", exp: 4e9 });
    assert.equal(await ui.keyText.inputValue(), publicPem);
    await make.press("Use this token");
    await ui.concludes("Signature verified");
    assert.doesNotMatch(await ui.keyText.inputValue(), /PRIVATE KEY|"d"/);
    assert.notEqual(await ui.keyText.inputValue(), publicPem);
    // The way back restores the key as well.
    await make.press("Back to the pasted token");
    await ui.concludes("Signature verified");
    assert.equal((await ui.keyText.inputValue()).trim(), publicPem.trim());
  }));

test("times are read from the text, and buttons change only their digits; caret, layout and undo stay", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      const payload = `{ "iat":${NOW - 60},  "exp": ${NOW + 3600},"auth_time":1e3, "nbf": "soon", "n": 1.50 }`;
      await paste(page, ui.token, signed({ sub: "a", exp: NOW + 60 }));
      await ui.secret.fill(SECRET);
      const make = await openWorkshop(page);
      await make.payload.fill(payload);
      const times = make.region.getByRole("list", { name: "Times in the payload" });
      const rows = async () =>
        (await times.getByRole("listitem").allInnerTexts()).map((row) => row.split("\n")[1]);
      assert.deepEqual(await rows(), [
        "1 min ago · 12:59 Zurich · 11:59 UTC",
        "in 1 hour · 14:00 Zurich · 13:00 UTC",
        "56 years ago · 1 Jan 1970, 01:16 Zurich · 00:16 UTC",
        "This claim must be a number of seconds since 1970.",
      ]);
      // The caret stands in "n".
      await make.payload.evaluate((field) =>
        field.setSelectionRange(field.value.length - 4, field.value.length - 2),
      );
      await make.press("exp: +1 h");
      const later = payload.replace(String(NOW + 3600), String(NOW + 7200));
      assert.equal(await make.payload.inputValue(), later);
      assert.equal(
        await make.payload.evaluate(
          (field) => getSelection().toString() || field.value.slice(field.selectionStart, field.selectionEnd),
        ),
        "50",
      );
      await make.press("exp: +1 day");
      await make.press("nbf: now");
      const last = later
        .replace(String(NOW + 7200), String(NOW + 7200 + 86_400))
        .replace('"soon"', String(NOW));
      assert.equal(await make.payload.inputValue(), last);
      await make.says(JSON.stringify(JSON.parse(last)));
      // Each press is one step back.
      await make.payload.focus();
      await page.keyboard.press("ControlOrMeta+Z");
      await page.keyboard.press("ControlOrMeta+Z");
      assert.equal(await make.payload.inputValue(), later);
      await page.keyboard.press("ControlOrMeta+Z");
      assert.equal(await make.payload.inputValue(), payload);
      await page.keyboard.press("ControlOrMeta+Shift+Z");
      assert.equal(await make.payload.inputValue(), later);
      // By keyboard, the focus stays on the button.
      await make.button("iat: +1 h").focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      assert.match(await make.payload.inputValue(), new RegExp(`"iat":${NOW - 60 + 7200},`));
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "iat: +1 h");
    },
    STOPPED,
  ));

test("valid for an hour from now: only the times change, and missing ones are added", () =>
  visit(
    browser,
    async ({ page }) => {
      const make = await openWorkshop(page);
      for (const [payload, wanted] of [
        ['{"nbf":5,"a":1.0, "exp":7}', `{"nbf":${NOW},"a":1.0, "exp":${NOW + 3600},\n  "iat": ${NOW}}`],
        ["{}", `{\n  "iat": ${NOW},\n  "exp": ${NOW + 3600}\n}`],
        ["", `{\n  "iat": ${NOW},\n  "exp": ${NOW + 3600}\n}`],
        ['{"a":', '{"a":'],
      ]) {
        await make.payload.fill(payload);
        await make.press("Valid from now for 1 hour");
        assert.equal(await make.payload.inputValue(), wanted);
      }
    },
    STOPPED,
  ));

test("another algorithm wants another key: the message has buttons, and a weak secret is refused in words", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ sub: "ford", exp: 4e9 }));
    await ui.secret.fill(SECRET);
    const make = await openWorkshop(page);
    await make.signed();
    await make.header.fill('{"typ":"JWT",  "alg":"RS256"}');
    await make.region.getByText("The header says RS256; the signing key is for HS256.").waitFor();
    await make.press("Change alg to HS256");
    assert.equal(await make.header.inputValue(), '{"typ":"JWT",  "alg":"HS256"}');
    await make.signed();
    await make.header.focus();
    await page.keyboard.press("ControlOrMeta+Z");
    assert.equal(await make.header.inputValue(), '{"typ":"JWT",  "alg":"RS256"}');
    await make.press("Sign with a new RS256 key");
    assert.equal(JSON.parse(partsOf(await make.signed()).header).alg, "RS256");
    for (const [header, words] of [
      ['{"alg":"none"}', "jwt-wasm does not sign with"],
      ['{"typ":"JWT"}', "The header needs an alg"],
    ]) {
      await make.header.fill(header);
      await make.region.getByText(words).waitFor();
    }
    await make.press("Back to the pasted token");
    await ui.secret.fill("weak");
    await make.openKey();
    await make.keyText.fill("weak");
    await make.region
      .getByText(/4 bytes/)
      .first()
      .waitFor();
    assert.equal(await make.button("Copy token").getAttribute("aria-disabled"), "true");
    await make.press("Sign with a new HS256 key");
    await make.signed();
  }));

test("what was written stays, with its undo, while one looks at the claims; another pasted token is edited afresh", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ sub: "ford" }));
    const make = await openWorkshop(page);
    await make.payload.focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type('{"sub":"zaphod"}');
    await page.getByRole("tab", { name: "Claims", exact: true }).click();
    await openWorkshop(page);
    assert.equal(await make.payload.inputValue(), '{"sub":"zaphod"}');
    await make.payload.focus();
    for (let step = 0; step < 20; step += 1) await page.keyboard.press("ControlOrMeta+Z");
    assert.deepEqual(JSON.parse(await make.payload.inputValue()), { sub: "ford" });
    await make.payload.fill('{"sub":"arthur"}');
    await paste(page, ui.token, signed({ sub: "trillian" }));
    await page.waitForFunction(() => document.querySelector("#draft-payload").value.includes("trillian"));
  }));

test("where signing is slow, it waits for a pause", () =>
  visit(
    browser,
    async ({ page }) => {
      const make = await openWorkshop(page);
      await make.header.fill('{"alg":"ES256"}');
      await make.press("Sign with a new ES256 key");
      await make.signed();
      await make.payload.fill('{"a":1}');
      await make.says({ a: 1 });
      const before = await page.evaluate(() => window.__signatures);
      await make.payload.fill("");
      await page.keyboard.type('{"a":123456789}', { delay: 10 });
      await make.says({ a: 123456789 });
      assert.ok((await page.evaluate(() => window.__signatures)) - before <= 3, "not for every letter");
    },
    {
      init: () => {
        const { sign } = SubtleCrypto.prototype;
        window.__signatures = 0;
        SubtleCrypto.prototype.sign = async function (...given) {
          window.__signatures += 1;
          await new Promise((resolve) => setTimeout(resolve, 100));
          return sign.apply(this, given);
        };
      },
    },
  ));

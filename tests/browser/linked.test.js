import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { base64url, inAnHour, SIMPLE_JWT, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const visitToken = (act) => visit(browser, act, { token: SIMPLE_JWT });

/** Waits until letters of the token are marked. @returns these letters, and the highlighted part */
async function lit(page) {
  await page.waitForFunction(() => CSS.highlights.has("lit-letters"));
  return page.evaluate(() => ({
    letters: [...(CSS.highlights.get("lit-letters") ?? [])].map((range) => range.toString()).join(""),
    part: document.querySelector(".token-colours .is-lit")?.textContent,
    row: document.querySelector(".decoded tr.is-lit .member-name")?.textContent,
  }));
}

/** The bytes that the letters encode. The first and last letter may also have bits of neighbouring bytes. */
function encoded(token, letters) {
  const [, payload] = token.split(".");
  const from = payload.indexOf(letters);
  const bytes = Buffer.from(payload, "base64url");
  return bytes.subarray(Math.floor((from * 3) / 4), Math.ceil(((from + letters.length) * 3) / 4)).toString();
}

/** Where the token's last letter is in its field. */
function lastLetter(page) {
  return page.evaluate(() => {
    const [line] = [...document.querySelector(".token-colours .part-signature").getClientRects()].slice(-1);
    const field = document.querySelector("#token").getBoundingClientRect();
    return { x: line.right - 4 - field.x, y: line.y + 4 - field.y };
  });
}

test("a claim lights the letters that encode it, by pointer and by focus", () =>
  visitToken(async ({ page }) => {
    const ui = inspector(page);
    await ui.claim("exp").hover();
    const hovered = await lit(page);
    assert.equal(hovered.part, SIMPLE_JWT.split(".")[1]);
    assert.match(encoded(SIMPLE_JWT, hovered.letters), /"exp":1543828431/);
    assert.ok(hovered.letters.length < 30, `${hovered.letters.length} letters for 16 characters`);
    await page.mouse.move(0, 0);
    await page.waitForFunction(
      () => !CSS.highlights.has("lit-letters") && !document.querySelector(".token-colours .is-lit"),
    );
    await ui.claim("jti").getByRole("button", { name: "More about jti" }).focus();
    assert.match(encoded(SIMPLE_JWT, (await lit(page)).letters), /"jti":"7f5997b7150d46579dc2b49167097e7b"/);
  }));

test("a letter of the token lights the claim that it encodes, by pointer and by caret", () =>
  visitToken(async ({ page }) => {
    const ui = inspector(page);
    const [header] = SIMPLE_JWT.split(".");
    // The caret is right behind the first letters of the payload.
    await ui.token.focus();
    await page.evaluate(
      (at) => document.querySelector("#token").setSelectionRange(at, at),
      header.length + 8,
    );
    await page.waitForFunction(() => document.querySelector(".decoded tr.is-lit"));
    assert.equal((await lit(page)).row, "token_type");
    for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      () => document.querySelector(".decoded tr.is-lit .member-name")?.textContent === "exp",
    );
    // The pointer is over the signature's letters, which are the last ones.
    await page.locator("#token").hover({ position: await lastLetter(page) });
    await page.waitForFunction(() =>
      document.querySelector(".decoded-signature")?.classList.contains("is-lit"),
    );
  }));

test("letters are found by bytes, not characters, and in every view", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const token = signed('{"name":"Zo\u00eb \u{1f680}","id":9007199254740993}');
    await paste(page, ui.token, token);
    await ui.claim("id").hover();
    assert.match(encoded(token, (await lit(page)).letters), /^.?"id":9007199254740993.?$/);
    for (const view of ["JSON", "Raw text"]) {
      if (view === "JSON") await ui.show(view);
      else await ui.press(view);
      await ui.payload.getByText("9007199254740993").hover();
      assert.match(encoded(token, (await lit(page)).letters), /^.?"id":9007199254740993.?$/, view);
    }
  }));

test("a claim's name unfolds it, and there its letters in the token can be selected, to be changed", () =>
  visitToken(async ({ page }) => {
    const name = page.getByText("user_id", { exact: true });
    await name.click();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "user_id");
    assert.equal(
      await page.getByRole("button", { name: "More about user_id" }).getAttribute("aria-expanded"),
      "true",
    );
    await page.getByRole("button", { name: "Select user_id in the token" }).press("Enter");
    const selected = await page.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.activeElement;
      return value.slice(selectionStart, selectionEnd);
    });
    assert.match(encoded(SIMPLE_JWT, selected), /"user_id":1/);
  }));

test("a part's name leads to what it says", () =>
  visitToken(async ({ page, site }) => {
    await page.getByRole("button", { name: /^Payload 93 bytes/ }).press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Payload");
    assert.equal(page.url(), site.address);
  }));

test("what is there twice is shown twice and pointed out", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed(`{"admin":false,"exp":${inAnHour()},"admin":true}`));
    const rows = ui.claim("admin");
    await rows.last().waitFor();
    assert.equal(await rows.count(), 2);
    assert.match(await rows.first().innerText(), /false\s+This name appears more than once/);
    assert.match(await rows.last().innerText(), /true\s+This name appears more than once/);
  }));

test("of a payload that breaks off, the table shows what came before", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const [header] = SIMPLE_JWT.split(".");
    await paste(page, ui.token, `${header}.${base64url('{"iss":"issuer","roles":["a","b')}`);
    assert.match(await ui.claim("iss").innerText(), /"issuer"\s+who issued it/);
    assert.match(await ui.claim("roles").innerText(), /\["a","b/);
    assert.match(await ui.decoded.innerText(), /The JSON ends here/);
  }));

test("an encrypted token's five parts are named and measured", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVydGV4dA.dGFn`);
    const names = await page.getByRole("toolbar", { name: "Parts of the token" }).innerText();
    assert.match(
      names,
      /Header\s+29 bytes\s+Encrypted key\s+Initialization vector\s+2 bytes\s+Ciphertext\s+10 bytes/,
    );
    assert.match(await ui.header.innerText(), /how the content is encrypted/);
    await ui.header.getByRole("button", { name: "More about enc" }).click();
    assert.match(await ui.header.innerText(), /RFC 7516 §4\.1\.2/);
  }));

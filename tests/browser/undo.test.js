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

const first = signed({ sub: "ada", aud: "shop", exp: inAnHour() });
const second = signed({ sub: "eve", exp: inAnHour() });
const undo = (page) => page.getByRole("button", { name: "Undo", exact: true });
const undone = (page) => page.keyboard.press("ControlOrMeta+Z");

async function holds(page, token) {
  await page.waitForFunction((wanted) => document.querySelector("#token").value === wanted, token);
}

/** The first token with its key and its audience, which is what undoing must bring back. */
async function answered(page) {
  const ui = inspector(page);
  await paste(page, ui.token, first);
  await ui.secret.fill(SECRET);
  await page.getByRole("button", { name: /shop/ }).first().click();
  await ui.concludes("Signature verified");
  return ui;
}

async function isAnswered(page, ui) {
  await holds(page, first);
  // Without the key, there would be no such verdict. After an empty page, the key field is filled one frame later.
  await ui.concludes("Signature verified");
  assert.equal(await ui.secret.inputValue(), SECRET);
}

test("there is nothing to undo at the start", () =>
  visit(browser, async ({ page }) => {
    assert.equal(await undo(page).count(), 0);
    await undone(page);
    await holds(page, "");
  }));

for (const [name, replace] of [
  ["a paste", (page, ui) => paste(page, ui.token, second)],
  ["an example", (_, ui) => ui.press("Try an example")],
  ["a signed token", (_, ui) => ui.sign("ES256")],
  ["“Clear everything”", (_, ui) => ui.press("Clear everything")],
  ["a link", (page) => page.evaluate((token) => (location.hash = `#token=${token}`), second)],
]) {
  for (const way of ["button", "keyboard"]) {
    test(`${name} is undone with its key and expectations (${way})`, () =>
      visit(browser, async ({ page }) => {
        const ui = await answered(page);
        await replace(page, ui);
        await page.waitForFunction((token) => document.querySelector("#token").value !== token, first);
        if (way === "button") await undo(page).click();
        else {
          await page.evaluate(() => document.activeElement.blur());
          await undone(page);
        }
        await isAnswered(page, ui);
        assert.equal(await undo(page).count(), 0);
      }));
  }
}

test("Ctrl+Z undoes a paste in the field, but letters first", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, first);
    await paste(page, ui.token, second);
    await undone(page);
    await holds(page, first);
    await ui.token.press("End");
    await page.keyboard.type("AB");
    await holds(page, `${first}AB`);
    await undone(page);
    await page.waitForFunction((token) => document.querySelector("#token").value !== `${token}AB`, first);
    const value = await ui.token.inputValue();
    assert.ok(
      value.startsWith(first) && value.length < first.length + 2,
      "the browser takes its letters back",
    );
    // The button brings back the token as it was before it was edited.
    await ui.token.press("End");
    await page.keyboard.type("CD");
    await undo(page).click();
    await holds(page, first);
  }));

test("Ctrl+Z in another field stays there", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, first);
    await paste(page, ui.token, second);
    await ui.secret.focus();
    await page.keyboard.type("x");
    await undone(page);
    assert.equal(await ui.secret.inputValue(), "");
    await holds(page, second);
  }));

test("several steps are undone, one after the other", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const tokens = Array.from({ length: 25 }, (_, n) => signed({ n, exp: inAnHour() }));
    for (const token of tokens) await paste(page, ui.token, token);
    for (const token of tokens.slice(4, -1).reverse()) {
      await undone(page);
      await holds(page, token);
    }
    assert.equal(await undo(page).count(), 0, "as many as are kept");
  }));

test("undoing a choice of several tokens brings their list back", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, JSON.stringify({ access_token: first, id_token: second }));
    await page.getByLabel("id_token", { exact: true }).check();
    await holds(page, second);
    await ui.press("Try an example");
    await page.waitForFunction((token) => document.querySelector("#token").value !== token, second);
    await undo(page).click();
    await holds(page, second);
    assert.ok(await page.getByLabel("id_token", { exact: true }).isChecked());
  }));

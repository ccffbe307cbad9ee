import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { inAnHour, JWT_IO, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What has the focus, by its name, and whether one can see that it has. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
  const shows = (one) => {
    const style = one && getComputedStyle(one);
    return Boolean(style) && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  };
  return { name: label.trim(), isVisible: shows(element) || shows(element.closest(".token-field")) };
}

test("Tab reaches everything in the order in which it is read, and one sees where one is", () =>
  visit(browser, async ({ page }) => {
    const reached = [];
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press("Tab");
      const place = await page.evaluate(focused);
      if (!place || place.name === reached[0]) break;
      assert.ok(place.isVisible, `the focus on “${place.name}” cannot be seen`);
      reached.push(place.name);
    }
    assert.deepEqual(reached, [
      "Language",
      "Colours",
      "Paste a JSON Web Token below",
      "Header27 bytes",
      "Payload93 bytes",
      "Signature32 bytes",
      "Paste from clipboard",
      "Example",
      "Sign one now",
      "Algorithm to sign with",
      "Clear everything",
      "Enter the secret",
      "Would it have been valid at another time?",
      "Explained",
      "JSON",
      "Raw text",
      "Select typ in the token",
      "RFC 7519 §5.1",
      "Select alg in the token",
      "RFC 7515 §4.1.1",
      "Select token_type in the token",
      "Select exp in the token",
      "RFC 7519 §4.1.4",
      "Select jti in the token",
      "RFC 7519 §4.1.7",
      "Select user_id in the token",
      "The signature’s bytes in hexadecimal",
      "RFC 8725 §3.8",
      "RFC 8725 §3.9",
      "SimpleJWT, settings",
      // The tab, then the field; the arrows reach the other tabs.
      "Secret",
      "Secret",
      "Show the secret",
      "Open a file",
      "The secret is written as",
      "Algorithm of the key",
      "Audience",
      "Issuer",
      "Type",
      "Subject",
      "Clock tolerance",
      "Accept a token that never expires requireExpiry: false",
      "Token",
      "What is copied",
      "Copy the token",
      "Edit this token",
      "Begin a new one",
    ]);
  }));

test("a token is verified without touching the mouse", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText(JWT_IO.token);
    for (let presses = 0; presses < 9; presses += 1) await page.keyboard.press("Tab");
    assert.equal((await page.evaluate(focused)).name, "Enter the secret");
    await page.keyboard.press("Enter");
    await page.keyboard.type(JWT_IO.secret);
    await ui.concludes("Not checked: the secret is too short");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.equal(await ui.secret.getAttribute("type"), "text");
    for (const name of ["Open a file", "Empty", "Use it anyway allowWeakSecret"]) {
      await page.keyboard.press("Tab");
      assert.equal((await page.evaluate(focused)).name, name);
    }
    await page.keyboard.press("Space");
    await ui.concludes("Signature verified, but the token is refused");
    for (const name of ["The secret is written as", "Algorithm of the key"]) {
      await page.keyboard.press("Tab");
      assert.equal((await page.evaluate(focused)).name, name);
    }
    await page.keyboard.press("ArrowDown");
    await ui.concludes("Refused: the algorithm is not the key’s");
    await page.keyboard.press("ArrowUp");
    await ui.concludes("Signature verified, but the token is refused");
  }));

test("the arrow keys choose the kind of key, and a public key is entered and verified with the keyboard alone", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem } = signedWith("RS256", { exp: inAnHour() });
    await page.getByRole("tab", { name: "Secret" }).focus();
    for (const name of ["PEM", "JWK", "JWKS", "Secret", "PEM"]) {
      await page.keyboard.press("ArrowRight");
      assert.equal((await page.evaluate(focused)).name, name);
      assert.equal(await page.getByRole("tab", { selected: true }).first().textContent(), name);
    }
    await page.keyboard.press("End");
    assert.equal((await page.evaluate(focused)).name, "JWKS");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    assert.equal((await page.evaluate(focused)).name, "PEM text");
    await page.keyboard.insertText(publicPem);
    await ui.token.focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText(token);
    await ui.concludes("Signature verified");
  }));

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { inAnHour, JWT_IO, SIMPLE_JWT, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The name of the focused element, and whether its focus is visible. */
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

/** The stops of the Tab key from the page's start on. */
async function stops(page, most = 80) {
  // The field of the token has the focus at first.
  await page.getByLabel("Language", { exact: true }).focus();
  const reached = [];
  for (let presses = 0; presses < most; presses += 1) {
    const place = await page.evaluate(focused);
    if (!place || (presses > 0 && place.name === reached[0])) break;
    assert.ok(place.isVisible, `the focus on “${place.name}” cannot be seen`);
    reached.push(place.name);
    await page.keyboard.press("Tab");
  }
  return reached;
}

async function tabThrough(page, names) {
  for (const name of names) {
    await page.keyboard.press("Tab");
    assert.equal((await page.evaluate(focused)).name, name);
  }
}

test("Tab reaches everything in the order in which it is read, and one sees where one is", () =>
  visit(
    browser,
    async ({ page }) => {
      // The arrow keys reach what is beside a name.
      const claims = (...names) => names.map((name) => `More about ${name}`);
      assert.deepEqual(await stops(page), [
        "Language",
        "Theme",
        "Add the secret",
        // The arrow keys reach the other tabs, and the other parts of the token.
        "Claims",
        "Paste a JSON Web Token below",
        "Header 27 bytes",
        "Paste",
        "Try an example",
        "Clear everything",
        "New token",
        "Compare with another token",
        "Secret, public key or key set",
        "Open a file",
        "Enter the secret",
        "3 passed",
        "6 not asked",
        "6 skipped",
        "SimpleJWT, settings",
        "Rules met",
        "Audience",
        "Issuer",
        "Type",
        "Subject",
        "Clock tolerance",
        "Accept a token that never expires requireExpiry: false",
        "RFC 8725 §3.8",
        "RFC 8725 §3.9",
        "Documentation of jwt-wasm",
        "Filter claims",
        "Copy payload",
        ...claims("token_type", "exp", "jti", "user_id"),
        "Copy header",
        ...claims("typ", "alg"),
        "Signature bytes in hexadecimal",
        "Check at another time",
      ]);
    },
    { token: SIMPLE_JWT },
  ));

for (const width of [390, 768, 1366]) {
  test(`the key and the editor are within 15 stops at ${width} px, also beside all that a token can bring`, () =>
    visit(
      browser,
      async ({ page }) => {
        const ui = inspector(page);
        const claims = { aud: ["account", "shop"], exp: inAnHour(), iss: "https://issuer.example" };
        // One before it, so that it can be undone and compared.
        for (const more of [{ a: 1 }, { a: 2 }]) {
          if (width < 1024) await ui.show("Token & key");
          await paste(page, ui.token, signed({ ...claims, ...more }));
        }
        if (width < 1024) await ui.show("Token & key");
        const reached = await stops(page, 20);
        const key = reached.indexOf("Secret, public key or key set") + 1;
        const tabs = reached.indexOf(width < 1024 ? "Token & key" : "Claims") + 1;
        assert.ok(key > 0 && key <= 15, `the key is stop ${key}: ${reached.join(" · ")}`);
        assert.ok(tabs > 0 && tabs <= 15, `the tabs are stop ${tabs}`);
        console.log(`at ${width} px the tabs are stop ${tabs}, and the key is stop ${key}`);
        await ui.frameTabs.getByRole("tab", { selected: true }).focus();
        for (const name of width < 1024 ? ["Claims", "JSON", "Edit & sign"] : ["JSON", "Edit & sign"]) {
          await page.keyboard.press("ArrowRight");
          assert.equal((await page.evaluate(focused)).name, name);
        }
        await page.getByRole("textbox", { name: "Payload", exact: true }).waitFor();
      },
      { viewport: { width, height: 800 } },
    ));
}

test("the arrow keys move in the table of claims, and a row is one stop, also when it is open", () =>
  visit(
    browser,
    async ({ page }) => {
      const steps = async (...pairs) => {
        for (const [key, name] of pairs) {
          await page.keyboard.press(key);
          assert.deepEqual(await page.evaluate(focused), { name, isVisible: true }, `after ${key}`);
        }
      };
      const ofExp = page.getByRole("button", { name: "More about exp", exact: true });
      await page.getByRole("button", { name: "More about token_type" }).focus();
      await steps(["ArrowDown", "More about exp"], ["ArrowRight", "More about exp"]);
      assert.equal(await ofExp.getAttribute("aria-expanded"), "true");
      await steps(["ArrowRight", "Copy exp"], ["ArrowDown", "More about jti"], ["ArrowUp", "More about exp"]);
      await steps(["ArrowRight", "Copy exp"], ["ArrowLeft", "More about exp"]);
      // What the row says more stands after it.
      await steps(["Tab", "RFC 7519 §4.1.4"], ["Tab", "Copy value"], ["Tab", "Copy path"]);
      await steps(["Tab", "Select exp in the token"], ["Tab", "More about jti"]);
      await ofExp.focus();
      await steps(["ArrowLeft", "More about exp"], ["Tab", "More about jti"]);
      assert.equal(await ofExp.getAttribute("aria-expanded"), "false");
    },
    { token: SIMPLE_JWT },
  ));

test("the ring around a chosen tab, a chip and a claim is not cut by what scrolls", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await page.getByLabel("Language", { exact: true }).focus();
      await ui.frameTabs.getByRole("tab", { selected: true }).waitFor();
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press("Tab");
        const cut = await page.evaluate(cutRing);
        assert.equal(cut, undefined);
      }
      await ui.frameTabs.getByRole("tab", { selected: true }).focus();
      for (let presses = 0; presses < 4; presses += 1) {
        await page.keyboard.press("ArrowRight");
        assert.equal(await page.evaluate(cutRing), undefined);
      }
    },
    { token: SIMPLE_JWT },
  ));

/** Runs in the page. @returns the focused element, if a box around it cuts its ring */
function cutRing() {
  const element = document.activeElement;
  const { outlineOffset, outlineWidth } = getComputedStyle(element);
  const beyond = Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth);
  if (element === document.body || getComputedStyle(element).outlineStyle === "none") return undefined;
  const ring = element.getBoundingClientRect();
  for (let box = element.parentElement; box; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box);
    const edge = box.getBoundingClientRect();
    const isOver =
      (overflowX !== "visible" && (ring.left - beyond < edge.left || ring.right + beyond > edge.right)) ||
      (overflowY !== "visible" && (ring.top - beyond < edge.top || ring.bottom + beyond > edge.bottom));
    if (isOver) return `${element.getAttribute("aria-label") ?? element.textContent} in ${box.className}`;
  }
  return undefined;
}

test("a token is verified without touching the mouse", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    // The field has the focus.
    await page.keyboard.insertText(JWT_IO.token);
    await ui.concludes("Not checked: no key");
    await tabThrough(page, [
      "Header 27 bytes",
      "Paste",
      "Try an example",
      "Clear everything",
      "New token",
      "Compare with another token",
      "Secret, public key or key set",
    ]);
    await page.keyboard.type(JWT_IO.secret);
    await ui.concludes("Not checked: the secret is too short");
    await tabThrough(page, ["Read as", "Algorithm of the key", "Show the secret"]);
    await page.keyboard.press("Space");
    await tabThrough(page, ["Remove", "Use it anyway allowWeakSecret"]);
    assert.equal(await ui.secret.evaluate((field) => field.classList.contains("is-masked")), false);
    await page.keyboard.press("Space");
    await ui.concludes("Signature valid, no expiry");
    await ui.algorithm.focus();
    await page.keyboard.press("ArrowDown");
    await ui.concludes("Refused: the key is for another algorithm");
    await page.keyboard.press("ArrowUp");
    await ui.concludes("Signature valid, no expiry");
  }));

test("Enter in the strip leads to the key, and the parts of the token to what they say, by arrow keys", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.chip("Add the secret").press("Enter");
      assert.equal((await page.evaluate(focused)).name, "Secret, public key or key set");
      await page.getByRole("button", { name: /^Header 27/ }).focus();
      for (const name of ["Payload 93 bytes", "Signature 32 bytes", "Header 27 bytes"]) {
        await page.keyboard.press("ArrowRight");
        assert.equal((await page.evaluate(focused)).name, name);
      }
      await page.keyboard.press("ArrowRight");
      // The same stop for the next press of Tab.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Shift+Tab");
      assert.equal((await page.evaluate(focused)).name, "Payload 93 bytes");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Payload");
    },
    { token: SIMPLE_JWT },
  ));

test("the arrow keys choose the tab, and what it shows follows it", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.frameTabs.getByRole("tab", { name: "Claims" }).focus();
      for (const name of ["JSON", "Edit & sign", "Copy & share", "Claims", "JSON"]) {
        await page.keyboard.press("ArrowRight");
        assert.equal((await page.evaluate(focused)).name, name);
        await page.getByRole("tabpanel", { name, exact: true }).waitFor();
      }
      await page.keyboard.press("End");
      assert.equal((await page.evaluate(focused)).name, "Copy & share");
      await page.keyboard.press("Home");
      assert.equal((await page.evaluate(focused)).name, "Claims");
    },
    { token: SIMPLE_JWT },
  ));

test("a public key is entered and verified with the keyboard alone", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem } = signedWith("RS256", { exp: inAnHour() });
    await page.keyboard.insertText(token);
    await ui.chip("Add the public key").press("Enter");
    await page.keyboard.insertText(publicPem);
    await ui.concludes("Signature verified");
  }));

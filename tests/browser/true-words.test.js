// What the page says about tokens of the standards and other unusual ones, where an earlier version said something untrue.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const { ed25519, dpop, sdJwt } = JSON.parse(
  readFileSync(new URL("../vectors/reports/standard-tokens.json", import.meta.url), "utf8"),
);
const LAPTOP = { viewport: { width: 1366, height: 768 } };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const now = () => Math.floor(Date.now() / 1000);

test("content that is not JSON is a JWS: nothing says that it was changed or cut off", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, ed25519.token);
    await ui.concludes("This is not a JWT");
    await ui.verdict.getByText("verifyJws reads it").waitFor();
    await ui.keyText.fill(JSON.stringify(ed25519.key));
    await ui.concludes("Signature verified, but the token is refused");
    assert.doesNotMatch(await page.locator("main").innerText(), /cut off|changed/);
    // An object that was damaged is another case.
    const [header, , signature] = signed({ exp: 1 }).split(".");
    await ui.keyText.fill("");
    await ui.token.fill(`${header}.${base64url('{"exp":')}.${signature}`);
    await ui.concludes("This is not a well-formed token");
    await ui.verdict.getByText("or the token was changed or cut off").waitFor();
  }));

test("a DPoP proof never counts as valid for ever, and its own key is offered at once", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, dpop);
    await ui.concludes("Not checked: no key");
    assert.doesNotMatch(await page.locator("main").innerText(), /Never expires|the issuer’s public key/);
    await ui.life.getByText("its iat may be at most 5 minutes old").waitFor();
    await ui.strip.getByRole("button", { name: "Use the jwk that it brings" }).click();
    await ui.concludes("Signature valid, token too old");
  }));

test("an exp that is not a time is not the same as none", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(signed({ exp: String(inAnHour()), iat: now() }));
    await ui.check("Expiry").getByText("must be a number").waitFor();
    assert.equal(await page.getByText(/Never expires/).count(), 0);
    await ui.life.getByText("nobody can tell when it expires").waitFor();
  }));

test("a signature that is cut off shows nothing of its key's size", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signedWith("RS256", { exp: inAnHour() }).token.slice(0, -30));
    await ui.concludes("30 characters are missing at the end");
    await ui.warnings.getByText("No token ID").waitFor();
    assert.equal(await page.getByText(/An RSA key of only/).count(), 0);
    const [header, payload] = signedWith("RS256", { exp: inAnHour() }).token.split(".");
    await ui.token.fill(`${header}.${payload}.${"A".repeat(171)}`);
    await ui.warnings.getByText("An RSA key of only 1024 bits").waitFor();
  }));

test("five parts without enc are not called encrypted", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(`${signed({ sub: "ada" })}.YWJj.ZGVm`);
    await ui.concludes("Five parts, but not an encrypted token");
    assert.equal(await ui.kind.count(), 0);
  }));

test("text and opaque tokens are named as what they are", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [pasted, says] of [
      ["<html><body>404 not found</body></html>", "There is no token in this text."],
      ["8xLOxBtZp8a1bFkL2mQ9vWc7dRtYuIoP", "an opaque token"],
    ]) {
      await paste(page, ui.token, pasted);
      await ui.concludes("This is not a JWT");
      await ui.verdict.getByText(says).waitFor();
    }
    await paste(page, ui.token, "eyJhbGciOiJIUzI1N9.dGVzdA.lVhKbWYpTZ6hBPvOQ1bJr1HEyL9LZ3Vh5C8uXrZ2y2w");
    await ui.concludes("This is not a well-formed token");
    assert.equal(await page.getByText("session cookie").count(), 0);
  }));

test("an SD-JWT keeps its disclosures, printed over lines as RFC 9901 does", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const { lines, disclosed } of sdJwt) {
      await paste(page, ui.token, lines.join("\n"));
      assert.equal(await ui.token.inputValue(), lines.join(""));
      await page.getByText(`${disclosed} disclosed`).waitFor();
    }
  }));

test("what “Edit & sign” said about a token ends with it", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await paste(page, ui.token, signed({ sub: "ada", exp: now() - 60 }));
      await ui.secret.fill(SECRET);
      await ui.show("Edit & sign");
      await ui.press("Valid from now for 1 hour");
      await page.getByRole("button", { name: "Use this token" }).click();
      const says = page.getByText("The page now checks this token");
      await says.waitFor();
      await ui.concludes("Signature verified");
      await ui.press("Undo");
      await ui.concludes("Signature valid, token expired");
      assert.equal(await says.count(), 0);
    },
    LAPTOP,
  ));

test("the question about a long audience stays in sight, and the focus stays on its answer", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      const aud = `https://${"long".repeat(20)}.example`;
      await ui.token.fill(signed({ aud, exp: inAnHour() }));
      const chip = ui.chip("aud ");
      const [box, question] = [await chip.boundingBox(), await chip.locator("span").last().boundingBox()];
      assert.equal(await chip.textContent(), `aud ${aud}: is this you?`);
      assert.ok(question.x + question.width <= box.x + box.width);
      await chip.focus();
      await page.keyboard.press("Enter");
      await page.getByText(`aud ${aud}: this is you`).first().waitFor();
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^aud https/);
    },
    LAPTOP,
  ));

test("white space and invisible characters of a value are shown as they are", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(signed({ name: "a\ufeffb", sub: "a\u2028b", nick: "a  b" }));
    assert.match(await ui.claim("name").innerText(), /"a\\ufeffb"/);
    assert.match(await ui.claim("sub").innerText(), /"a\\u2028b"/);
    assert.equal(await ui.claim("nick").locator(".value").textContent(), '"a  b"');
    await page.getByText("Invisible characters are shown as escapes").waitFor();
  }));

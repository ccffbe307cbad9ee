// What was entered for the last token, and how the strip and the panels say a thing once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe, violations } from "./lib/axe.js";
import { inspector } from "./lib/inspector.js";
import { inAnHour, SECRET, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const PHONE = { viewport: { width: 390, height: 844 } };
const KEPT = "Apply them here too";
const now = () => Math.floor(Date.now() / 1000);
const other = (claims) => signed(claims, { header: { alg: "HS256", kid: "2" } });
const spaced = () => signed({ sub: "ada", exp: inAnHour() }).replace(/.{9}$/, " $&");

test("the tolerance of the last token does not count for the next one, until the reader says so", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.secret.fill(SECRET);
    await ui.token.fill(signed({ sub: "ada", exp: now() - 30 }));
    await ui.tolerance.fill("120");
    await ui.concludes("Signature verified");
    await ui.token.fill(other({ sub: "eve", exp: now() - 40 }));
    await ui.concludes("Signature valid, token expired");
    await page.getByText("from the previous token and do not count here").waitFor();
    await ui.check("Expiry").getByRole("button", { name: KEPT }).click();
    await ui.concludes("Signature verified");
    assert.equal(await page.getByText("from the previous token").count(), 0);
    // A token that is out of the tolerance is offered nothing.
    await ui.token.fill(signed({ sub: "bob", exp: now() - 4000 }));
    await ui.concludes("Signature valid, token expired");
    assert.equal(await ui.check("Expiry").getByRole("button", { name: KEPT }).count(), 0);
    // The same token, edited, keeps what was entered.
    await ui.tolerance.fill("5000");
    await ui.concludes("Signature verified");
  }));

test("neither does the acceptance without exp, and accepting again does not bring the tolerance back", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.secret.fill(SECRET);
    await ui.token.fill(signed({ sub: "ada" }));
    await ui.concludes("Signature valid, no expiry");
    await ui.acceptNoExpiry.check();
    await ui.concludes("Signature verified");
    await ui.token.fill(other({ sub: "eve" }));
    await ui.concludes("Signature valid, no expiry");
    await ui.verdict.getByRole("button", { name: KEPT }).click();
    await ui.concludes("Signature verified");
    await ui.acceptNoExpiry.uncheck();
    await ui.tolerance.fill("120");
    await ui.token.fill(signed({ sub: "bob" }));
    await ui.concludes("Signature valid, no expiry");
    await ui.check("Expiry").getByRole("button").click();
    await ui.concludes("Signature verified");
    assert.equal(await ui.tolerance.inputValue(), "");
  }));

for (const step of ["Clear everything", "Try an example"]) {
  test(`a left-over key stays one when “${step}” is undone`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      const leftOver = "This key is from the previous token";
      await ui.token.fill(signed({ sub: "ada", exp: inAnHour() }));
      await ui.secret.fill(SECRET);
      await ui.concludes("Signature verified");
      await ui.token.fill(signed({ sub: "eve", exp: inAnHour() }, { secret: "another one" }));
      await ui.concludes(leftOver);
      await ui.press(step);
      await ui.concludes(step === "Clear everything" ? "No token yet" : "Signature verified");
      await ui.press("Undo");
      await ui.concludes(leftOver);
      // It can be accepted, and is then held against the token.
      await ui.verdict.getByRole("button", { name: "Keep the key", exact: true }).click();
      await ui.concludes("Signature does not match");
    }));
}

test("without a key, the headline also says why no key would save the token", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const headlines = [
      [{ exp: now() - 99 }, "Expired; not checked: no key"],
      [{ exp: inAnHour(), nbf: now() + 99 }, "Not valid yet; not checked: no key"],
      [{ sub: "ada" }, "Not checked: no key"],
      [{ exp: inAnHour(), aud: "shop" }, "Not checked: no key"],
    ];
    for (const [claims, headline] of headlines) {
      await ui.token.fill(signed(claims));
      await ui.concludes(headline);
    }
  }));

test("on a phone, the repair is the first thing beside the statement, which is there in full", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await ui.token.fill(spaced());
      await ui.concludes("White space inside the token: 1 character");
      const repair = ui.verdict.getByRole("button", { name: "Remove the white space" });
      const { x, width } = await repair.boundingBox();
      assert.ok(x >= 0 && x + width <= 390, `${x} + ${width}`);
      for (const part of ["h2", "p"]) {
        const cut = await ui.verdict
          .locator(part)
          .first()
          .evaluate((one) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]);
        assert.ok(
          cut.every((pixels) => pixels <= 1),
          `${part} ${cut}`,
        );
      }
    },
    PHONE,
  ));

test("what the strip states is not repeated in the core's words below", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(spaced());
    const form = await ui.check("Form").innerText();
    assert.match(form, /malformed/);
    assert.doesNotMatch(form, /white space|space/i);
    await ui.token.fill(`${spaced()}.a.b.c.d.e`);
    assert.equal(await ui.check("Form").locator("p").count(), 1);
  }));

test("the type's rules are shown, and do not change the verdict of a token that nobody asked to be of it", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.secret.fill(SECRET);
    const token = signed({ exp: inAnHour(), iss: "i" }, { header: { alg: "HS256", typ: "at+jwt" } });
    await ui.token.fill(token);
    await ui.concludes("Signature verified");
    const shown = await ui.kind.innerText();
    assert.match(shown, /3 of 8 rules met/);
    for (const name of ["aud", "sub", "client_id", "iat", "jti"])
      assert.match(shown, new RegExp(`${name} .*not met`));
    assert.match(shown, /does not change the verdict/);
  }));

test("axe finds nothing in these states, at 1280 and 390 px, in light and dark", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await bringAxe(page);
      const states = [
        spaced(),
        signed({ sub: "ada", exp: now() - 30 }),
        other({ sub: "eve", exp: now() - 40 }),
        signed({ exp: inAnHour(), iss: "i" }, { header: { alg: "HS256", typ: "at+jwt" } }),
        signed({ sub: "eve", exp: inAnHour() }, { secret: "y".repeat(40) }),
      ];
      await ui.secret.fill(SECRET);
      await ui.tolerance.fill("120");
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        if (width < 1024) await ui.show("Token & key");
        for (const [index, token] of states.entries()) {
          await ui.token.fill(token);
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await violations(page), [], `${width} ${colorScheme} ${index}`);
          }
        }
      }
    },
    { bypassCSP: true, reducedMotion: "reduce" },
  ));

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { inAnHour, PUBLIC_ALGORITHMS, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";
import { openWorkshop, partsOf } from "./lib/workshop.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("a token is changed and signed again with its secret, and what was written is what is signed", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const before = signed({ sub: "ford", exp: inAnHour(), price: 1.1 });
    await paste(page, ui.token, before);
    await paste(page, ui.secret, SECRET);
    await ui.concludes("Signature verified");
    const make = await openWorkshop(page);
    const payload = `{"sub":"zaphod","exp":${inAnHour()},"name":"Zo\u00eb \u{1f680}"}`;
    await make.payload.fill(payload);
    const headerText =
      '{"alg":"HS256","typ":"JWT","x5t":"dGh1bWI","jwk":{"kty":"OKP","n":[1.5,null]},"b64":true}';
    await make.header.fill(headerText);
    await make.press("Sign");
    await make.says(payload);
    await make.press("Use this token");
    await page.getByText("The page now checks this token").waitFor();
    await ui.concludes("Signature verified");
    const token = await ui.token.inputValue();
    assert.deepEqual(partsOf(token), { header: headerText, payload });
    const [header, body, signature] = token.split(".");
    // node:crypto verifies the token as well.
    assert.equal(createHmac("sha256", SECRET).update(`${header}.${body}`).digest("base64url"), signature);
    await make.press("Back to the pasted token");
    assert.equal(await ui.token.inputValue(), before);
    await ui.concludes("Signature verified");
  }));

test("errors in the JSON are named with their place, and one is led there", () =>
  visit(browser, async ({ page }) => {
    const make = await openWorkshop(page);
    for (const [payload, words] of [
      ['{\n  "sub": "a",\n  "exp": tomorrow\n}', "Line 3, column 10: “t” is not allowed here."],
      ['{"a":1,"a":2}', "Line 1, column 8: “a” appears twice."],
      ['{"id":9007199254740993}', "Line 1, column 7: JavaScript would change 9007199254740993"],
      ['{"a":"b"', "Line 1, column 9: the text ends too early."],
      ["[1]", "Line 1, column 1: this must be one JSON object"],
      ['{"a":"\\x"}', "Line 1, column 7: JSON does not have this escape"],
      ['{"a":1,}', "Line 1, column 8: “}” is not allowed here."],
    ]) {
      await make.payload.fill(payload);
      await make.region.getByText(words).waitFor();
      assert.equal(await make.button("Copy token").getAttribute("aria-disabled"), "true");
    }
    await make.press("Show me");
    const place = await page.evaluate(() => [
      document.activeElement.id,
      document.activeElement.selectionStart,
    ]);
    assert.deepEqual(place, ["draft-payload", 7]);
    await make.header.fill('{"alg":"none"}');
    await make.region.getByText("jwt-wasm does not sign with “none”.".replace(/[“”]/g, '"')).waitFor();
    await make.header.fill('{"alg":"HS256","typ":7,"crit":["x"],"b64":false,"jku":"https://x.example"}');
    await make.region
      .getByText("Left out, because a token with it would be refused: typ, crit, b64.")
      .waitFor();
  }));

test("a new key is made for each kind of algorithm, signs, and its public half verifies", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const make = await openWorkshop(page);
    await make.openKey();
    for (const alg of ["HS384", "RS256", "PS512", "ES256", "EdDSA"]) {
      await make.header.fill(JSON.stringify({ alg, typ: "at+jwt", kid: "k1" }));
      await make.press(`Create a new ${alg} key`);
      await page.getByText("With this key, anyone can sign in your name.").waitFor();
      await page.waitForFunction((alg) => {
        const shown = document.querySelector("#signed-token:not(.is-stale)")?.value ?? "";
        return shown !== "" && JSON.parse(atob(shown.split(".")[0])).alg === alg;
      }, alg);
      await make.press("Use this token");
      await ui.concludes("Signature verified");
      assert.deepEqual(JSON.parse(partsOf(await ui.token.inputValue()).header), {
        alg,
        typ: "at+jwt",
        kid: "k1",
      });
      if (alg !== "HS384") {
        assert.match(await make.keyText.inputValue(), /PRIVATE KEY/);
        assert.doesNotMatch(await ui.keyText.inputValue(), /PRIVATE KEY|"d"/);
      }
    }
  }));

test("a given private key signs, as PEM and as JWK, and one for another algorithm says so", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const make = await openWorkshop(page);
    const { privatePem, privateJwk } = signedWith("ES384", {});
    await make.openKey();
    await paste(page, make.keyText, privatePem);
    await make.region.getByText("The header says HS256; the signing key is for ES384.").waitFor();
    await make.press("Change alg to ES384");
    await make.signed();
    await make.press("Use this token");
    await ui.concludes("Signature verified");
    await paste(page, make.keyText, JSON.stringify(privateJwk));
    await make.payload.fill(`{"exp":${inAnHour()}}`);
    await make.signed();
    await make.press("Use this token");
    await ui.concludes("Signature verified");
  }));

test("an example of each algorithm is signed in the page and verified", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const alg of ["HS256", "HS384", "HS512", ...PUBLIC_ALGORITHMS]) {
      await ui.press("Clear everything");
      await ui.sign(alg);
      await ui.concludes("Signature verified");
      assert.equal(JSON.parse(partsOf(await ui.token.inputValue()).header).alg, alg);
    }
  }));

test("a key for Ed25519 is made although the browser fails to make one", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await page.evaluate(() => {
      globalThis.failures = 0;
      SubtleCrypto.prototype.generateKey = async () => {
        globalThis.failures += 1;
        throw new DOMException("The operation failed", "OperationError");
      };
    });
    await ui.sign("EdDSA");
    await ui.concludes("Signature verified");
    assert.ok((await page.evaluate(() => globalThis.failures)) > 0);
  }));

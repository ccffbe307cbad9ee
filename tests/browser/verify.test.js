import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import {
  base64url,
  inAnHour,
  JWT_IO,
  RFC_7515_A1,
  SECRET,
  signed,
  signedWith,
  tampered,
} from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("jwt.io's token: the secret is short, its signature good, and it is refused for want of exp", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, JWT_IO.token);
    await paste(page, ui.secret, JWT_IO.secret);
    await ui.concludes("Not checked: the secret is too short");
    assert.match(await ui.key.innerText(), /19 bytes long; HS256 needs at least 32/);
    await ui.useAnyway.check();
    await ui.concludes("Signature valid, no expiry");
    assert.match(await ui.verdict.innerText(), /It has no exp, so it would never expire\./);
    assert.match(await ui.check("Expiry").innerText(), /claim_missing/);
    await ui.acceptNoExpiry.check();
    await ui.concludes("Signature verified");
  }));

test("a token signed in the page is verified, until one character changes", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.sign("HS256");
    await ui.concludes("Signature verified");
    assert.match(await ui.verdict.innerText(), /All checks passed/);
    assert.match(await ui.claim("exp").innerText(), /in (1 h|59 min)/);
    const token = await ui.token.inputValue();
    for (const part of [1, 2]) {
      await paste(page, ui.token, tampered(token, part));
      // A changed payload may no longer be JSON. The page reports the signature first.
      await ui.concludes("Signature does not match");
    }
    await paste(page, ui.token, token);
    await ui.concludes("Signature verified");
  }));

test("a verified token is refused from the second at which it expires, before one's eyes", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await page.clock.install();
    await ui.sign("HS256");
    await ui.concludes("Signature verified");
    await page.clock.fastForward("59:30");
    await page.clock.runFor(1000);
    await ui
      .claim("exp")
      .getByText(/in \d+ s/)
      .waitFor();
    await page.clock.fastForward("00:31");
    await ui.concludes("Signature valid, token expired");
    assert.match(await ui.verdict.innerText(), /It expired/);
  }));

test("a base64url secret: RFC 7515 A.1 has a good signature and expired in 2011", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, RFC_7515_A1.token);
    await paste(page, ui.secret, RFC_7515_A1.secret);
    // Only base64url gives a secret that matches, so the page reads it so, until the person says otherwise.
    await ui.concludes("Signature valid, token expired");
    await ui.encoding.selectOption("utf8");
    await ui.concludes("Signature does not match");
    await ui.encoding.selectOption("base64url");
    await ui.concludes("Signature valid, token expired");
    assert.match(await ui.verdict.innerText(), /It expired on 22 Mar 2011/);
  }));

for (const alg of ["HS256", "HS384", "HS512"]) {
  test(`${alg} is proposed from the header and verified`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      await paste(page, ui.token, signed({ exp: inAnHour() }, { alg }));
      await paste(page, ui.secret, SECRET);
      await ui.concludes("Signature verified");
      assert.equal(await ui.algorithm.inputValue(), alg);
    }));
}

test("the key decides the algorithm, and the page says so", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ exp: inAnHour() }));
    await paste(page, ui.secret, SECRET);
    await ui.algorithm.selectOption("HS512");
    await ui.concludes("Refused: the key is for another algorithm");
    assert.match(await ui.verdict.innerText(), /The token uses HS256; your key is for HS512\./);
    assert.match(await ui.key.innerText(), /The token uses HS256; your key is for HS512\. The key decides/);
    assert.match(await ui.check("Algorithm").innerText(), /algorithm_not_allowed/);
  }));

test("whether a token is for the reader is not asked until they say who they are, and then it is checked", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ aud: ["shop", "bank"], iss: "issuer", exp: inAnHour() }));
    await paste(page, ui.secret, SECRET);
    await ui.concludes("Signature verified");
    assert.match(await ui.verdict.innerText(), /Not asked: the token names an audience/);
    assert.doesNotMatch(await ui.verdict.innerText(), /All checks passed/);
    assert.match(await ui.check("Audience").innerText(), /for “shop”, “bank”\. Is that you\?/);
    await ui.audience.fill("school");
    await ui.concludes("Signature valid, different audience");
    assert.match(await ui.verdict.innerText(), /Its aud is “shop”, “bank”, but you expect “school”\./);
    await ui.audience.fill("bank");
    await ui.concludes("Signature verified");
    assert.match(await ui.verdict.innerText(), /All checks passed/);
    await ui.issuer.fill("someone else");
    await ui.concludes("Signature valid, different issuer");
    assert.match(await ui.verdict.innerText(), /Its iss is “issuer”, but you expect “someone else”\./);
    await ui.issuer.fill("issuer");
    await ui.concludes("Signature verified");
  }));

test("an expected type and subject are demanded, and a press takes the token's own", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.secret.fill(SECRET);
    await ui.token.fill(
      signed({ sub: "ada", exp: inAnHour() }, { header: { alg: "HS256", typ: "application/at+jwt" } }),
    );
    await ui.concludes("Signature verified");
    // RFC 7515 §4.1.9: a media type without a slash stands for one with "application/".
    await ui.typ.fill("at+jwt");
    await ui.checks.locator("summary", { hasText: /^\d+ passed$/ }).click();
    await ui.check("Type").getByText("typ is the expected media type", { exact: false }).waitFor();
    await ui.concludes("Signature verified");
    await ui.typ.fill("JWT");
    await ui.concludes("Signature valid, different type");
    assert.match(await ui.check("Type").innerText(), /header_rejected/);
    await page
      .getByRole("button", { name: /^Expect .*“application\/at\+jwt”/ })
      .first()
      .click();
    await ui.concludes("Signature verified");
    await ui.subject.fill("grace");
    await ui.concludes("Signature valid, different subject");
    assert.match(await ui.verdict.innerText(), /Its sub is “ada”, but you expect “grace”\./);
    await page
      .getByRole("button", { name: /^Expect .*“ada”/ })
      .first()
      .click();
    assert.equal(await ui.subject.inputValue(), "ada");
    await ui.concludes("Signature verified");
  }));

test("a tolerance lets a token pass that expired within it, and one that is not a number says so", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.secret.fill(SECRET);
    await ui.token.fill(signed({ exp: Math.floor(Date.now() / 1000) - 90 }));
    await ui.concludes("Signature valid, token expired");
    await ui.tolerance.fill("30");
    await ui.concludes("Signature valid, token expired");
    await ui.tolerance.fill("3600");
    await ui.concludes("Signature verified");
    await ui.tolerance.fill("soon");
    assert.equal(await ui.tolerance.getAttribute("aria-invalid"), "true");
    await ui.concludes("Signature valid, token expired");
  }));

test("a header's nonce and a signature that does not match: the page says for whom Microsoft Graph's tokens are", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem } = signedWith("RS256", { aud: "https://graph.microsoft.com", exp: inAnHour() });
    const [, payload, signature] = token.split(".");
    const header = base64url('{"typ":"JWT","nonce":"0.AQ","alg":"RS256","kid":"1"}');
    await ui.token.fill(`${header}.${payload}.${signature}`);
    await ui.keyText.fill(publicPem);
    await ui.concludes("Signature does not match");
    assert.match(await ui.verdict.innerText(), /so that only Graph can verify them/);
    assert.match(await ui.check("Signature").innerText(), /A token for Microsoft Graph is for Graph only/);
    await ui.token.fill(tampered(token, 1));
    await ui.concludes("Signature does not match");
    assert.doesNotMatch(await ui.verdict.innerText(), /Graph/);
  }));

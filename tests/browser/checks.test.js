// Three states of a check: passed, failed, and not asked, which is never held against a token.
import assert from "node:assert/strict";
import { createHash, sign } from "node:crypto";
import { after, before, test } from "node:test";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { inspector } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const now = () => Math.floor(Date.now() / 1000);

/** A proof with its own key (RFC 9449 §4.2), or another token that brings its key. */
function withOwnKey(claims, typ = "dpop+jwt", more = {}) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const header = { alg: "ES256", typ, jwk: { ...publicKey.export({ format: "jwk" }), ...more } };
  const input = [header, claims].map((part) => base64url(JSON.stringify(part))).join(".");
  const signature = sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}

const proof = (age = 5) => ({
  jti: createHash("sha256").update(String(age)).digest("base64url"),
  htm: "POST",
  htu: "https://api.example/token",
  iat: now() - age,
});

test("what waits for the reader is to do, what they need not answer is not asked, and neither is amber", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const claims = { iss: "https://op.example", sub: "ada", aud: ["account", "shop"], exp: inAnHour() };
    await ui.token.fill(signed(claims));
    await ui.checks.getByText(/^4 passed · 2 to do$/).waitFor();
    assert.match(
      await ui.check("Signature").innerText(),
      /Without the secret, nobody knows who wrote this token/,
    );
    await ui.secret.fill(SECRET);
    await ui.checks.getByText(/^6 passed · 1 to do$/).waitFor();
    await ui.concludes("Signature verified");
    assert.equal(await page.locator(".verdict.tone-good").count(), 1);
    await ui.checks.locator("summary", { hasText: /not asked/ }).click();
    assert.match(await ui.check("Issuer").innerText(), /You expect no issuer/);
    await ui.check("Issuer").getByRole("button", { name: "Expect issuer “https://op.example”" }).click();
    assert.equal(await ui.issuer.inputValue(), "https://op.example");
    await ui.checks.getByText(/^7 passed · 1 to do$/).waitFor();
  }));

test("answering the chip with a press fills the audience, says so, and a second press takes it back", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(signed({ aud: ["account", "shop"], exp: inAnHour() }));
    await ui.secret.fill(SECRET);
    await ui.press("aud account +1: is this you?");
    assert.equal(await ui.audience.inputValue(), "account");
    await page
      .getByText(/All checks passed/)
      .first()
      .waitFor();
    await page.locator("[aria-live=polite]", { hasText: "aud account: this is you" }).waitFor();
    await ui.press("aud account: this is you");
    assert.equal(await ui.audience.inputValue(), "");
    await page.getByRole("button", { name: "aud account +1: is this you?", exact: true }).waitFor();
  }));

test("a failed check stays open, beside what is to do", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(signed({ aud: "shop", exp: now() - 100 }));
    await ui.checks.getByText(/^\d passed · 1 failed · 2 to do$/).waitFor();
    assert.match(await ui.check("Expiry").innerText(), /It expired on/);
    await ui.secret.fill(SECRET);
    await ui.concludes("Signature valid, token expired");
  }));

for (const [name, claims, headline, says] of [
  ["no exp", {}, "Signature valid, no expiry", /It has no exp/],
  [
    "not valid yet",
    { nbf: inAnHour(), exp: inAnHour() + 9 },
    "Signature valid, token not valid yet",
    /Its nbf/,
  ],
  ["a malformed exp", { exp: "soon" }, "Signature valid, a claim is malformed", /exp/],
  ["a malformed aud", { aud: 7, exp: inAnHour() }, "Signature valid, a claim is malformed", /aud/],
]) {
  test(`the verdict names the reason: ${name}`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      await ui.token.fill(signed(claims));
      await ui.secret.fill(SECRET);
      await ui.concludes(headline);
      assert.match(await ui.verdict.innerText(), says);
    }));
}

test("a DPoP proof needs no exp, and its own key is offered for what it proves", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(withOwnKey(proof()));
    await ui.checks.getByText(/^\d passed · 1 to do$/).waitFor();
    assert.match(await ui.check("Signature").innerText(), /not who the sender is/);
    await ui.check("Signature").getByRole("button", { name: "Use the jwk that it brings" }).click();
    await ui.concludes("Signature verified with the key that the token brings");
    const said = await ui.verdict.innerText();
    assert.match(said, /came with the token itself/);
    assert.match(said, /has no exp; its iat may be at most 5 minutes old/);
  }));

test("an old proof is refused by its iat, and one from the future", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(withOwnKey(proof(3600)));
    await ui.strip.getByRole("button", { name: "Use the jwk that it brings" }).click();
    await ui.concludes("Signature valid, token too old");
    assert.match(await ui.verdict.innerText(), /it may be at most 5 minutes old/);
    await ui.token.fill(withOwnKey(proof(-3600)));
    await ui.checks.getByText(/Its iat is in the future/).waitFor();
  }));

test("other tokens that bring their key are not offered it, and a private key never", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const offer = page.getByRole("button", { name: "Use the jwk that it brings" });
    const plain = withOwnKey({ sub: "eve", exp: inAnHour() }, "JWT");
    await ui.token.fill(plain);
    await ui.concludes("Not checked: no key");
    assert.equal(await offer.count(), 0);
    await ui.token.fill(withOwnKey(proof(), "dpop+jwt", { d: "AAAA" }));
    await ui.concludes("Not checked: no key");
    assert.equal(await offer.count(), 0);
    // A person who pastes it as the key sees what it is worth.
    await ui.token.fill(plain);
    const { jwk } = JSON.parse(Buffer.from(plain.split(".")[0], "base64url"));
    await ui.keyText.fill(JSON.stringify(jwk));
    await ui.concludes("Signature verified with the key that the token brings");
    assert.equal(await page.locator(".verdict.tone-caution").count(), 1);
  }));

for (const [typ, isAged] of [
  ["kb+jwt", true],
  ["secevent+jwt", false],
  ["application/token-introspection+jwt", false],
]) {
  test(`${typ} has no exp by its definition, so none is asked`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      const header = { alg: "HS256", typ };
      await ui.token.fill(signed({ iat: now() - 5 }, { header }));
      await ui.secret.fill(SECRET);
      await ui.concludes("Signature verified");
      assert.match(await ui.verdict.innerText(), /no exp/);
      await ui.token.fill(signed({ iat: now() - 3600 }, { header }));
      await ui.concludes(isAged ? "Signature valid, token too old" : "Signature verified");
      // A token that has one is still held to it.
      await ui.token.fill(signed({ iat: now() - 5, exp: now() - 1 }, { header }));
      await ui.concludes("Signature valid, token expired");
    }));
}

test("no key is asked for a token without a signature, whose row says why it is refused", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(`${base64url('{"alg":"none"}')}.${base64url(`{"iss":"joe","exp":${inAnHour()}}`)}.`);
    await ui.concludes("Not signed");
    const row = ui.check("Signature");
    await row.getByText("Anyone can write such a token").waitFor();
    assert.equal(await row.getByRole("button").count(), 0);
    assert.doesNotMatch(await ui.checks.innerText(), /to do|Without the/);
  }));

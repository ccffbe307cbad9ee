import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { inAnHour, PUBLIC_ALGORITHMS, SECRET, signed, signedWith, tampered } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("every public-key algorithm, as PEM, JWK and JWKS: verified, until one character changes", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      for (const alg of PUBLIC_ALGORITHMS) {
        const { token, publicPem, publicJwk } = signedWith(alg, { exp: inAnHour() }, { kid: "one" });
        const texts = {
          PEM: publicPem,
          JWK: JSON.stringify(publicJwk),
          JWKS: JSON.stringify({
            keys: [
              { kty: "oct", k: "AAAA" },
              { ...publicJwk, kid: "one" },
            ],
          }),
        };
        await ui.press("Clear everything");
        await ui.token.fill(token);
        for (const [kind, text] of Object.entries(texts)) {
          await ui.choose(kind);
          await ui.concludes("Not checked: no key");
          await ui.keyText.fill(text);
          await ui.concludes("Signature verified");
          await ui.token.fill(tampered(token, 2));
          await ui.concludes("Signature does not match");
          assert.match(await ui.verdict.innerText(), /private half|it is another one/, `${alg} ${kind}`);
          await ui.token.fill(token);
          await ui.concludes("Signature verified");
        }
      }
    },
    { timeout: 60_000 },
  ));

test("a token of a public-key algorithm opens the tab for a public key, and what was chosen stays", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token } = signedWith("ES256", { exp: inAnHour() });
    const chosen = () => page.getByRole("tab", { selected: true }).first().textContent();
    assert.equal(await chosen(), "Secret");
    await paste(page, ui.token, token);
    await page.getByRole("tab", { name: "PEM", selected: true }).waitFor();
    await ui.press("Enter the public key");
    assert.equal(await page.evaluate(() => document.activeElement.id), "key-text");
    await ui.choose("JWKS");
    await paste(page, ui.token, signed({ exp: inAnHour() }));
    await ui.concludes("Not checked: no key");
    assert.equal(await chosen(), "JWKS");
  }));

test("a key in the wrong place is pointed out, and moved only when one says so", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem, publicJwk } = signedWith("RS256", { exp: inAnHour() });
    const texts = {
      PEM: publicPem,
      JWK: JSON.stringify(publicJwk),
      JWKS: JSON.stringify({ keys: [publicJwk] }),
    };
    await paste(page, ui.token, token);
    for (const [kind, text] of Object.entries(texts)) {
      await ui.choose("Secret");
      // The field of a secret has one line, as browsers have it.
      await ui.secret.fill(text.replaceAll("\n", " "));
      await page.getByText(`This looks like ${kind}, and is read as something else here.`).waitFor();
      assert.equal(await page.getByRole("tab", { selected: true }).first().textContent(), "Secret");
      await ui.press(`Read it as ${kind}`);
      await page.getByRole("tab", { name: kind, exact: true, selected: true }).waitFor();
      if (kind === "PEM") await paste(page, ui.keyText, text);
      await ui.concludes("Signature verified");
      await ui.choose("Secret");
      assert.equal(await ui.secret.inputValue(), "");
    }
    await ui.secret.fill(token);
    await page.getByText("This looks like a token, not like a key.").waitFor();
    await ui.choose("PEM");
    await paste(page, ui.keyText, SECRET);
    await page.getByText("This looks like a plain secret").waitFor();
  }));

test("a secret that is read in the wrong way is found out, and read in the right one", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const bytes = Buffer.from("0123456789abcdefghijklmnopqrstuv!?\u00ff\u00fe");
    await paste(page, ui.token, signed({ exp: inAnHour() }, { secret: bytes }));
    for (const [name, encoding] of [
      ["hexadecimal", "hex"],
      ["base64", "base64"],
      ["base64url", "base64url"],
    ]) {
      await ui.encoding.selectOption("utf8");
      await ui.secret.fill(bytes.toString(encoding));
      await ui.concludes("Signature does not match");
      await page.getByText(`The signature matches if the secret is read as ${name}.`).waitFor();
      await page
        .getByRole("button", { name: `Read it as ${name}` })
        .first()
        .click();
      await ui.concludes("Signature verified");
      assert.equal(await ui.encoding.inputValue(), encoding);
    }
    await ui.encoding.selectOption("hex");
    await ui.secret.fill("abc");
    await ui.key.getByText("This is not hexadecimal").waitFor();
    await ui.concludes("Not checked: the secret cannot be used");
    await paste(page, ui.token, signed({ exp: inAnHour() }));
    await ui.encoding.selectOption("utf8");
    await ui.secret.fill(` ${SECRET} `);
    await ui.press("Take it out");
    await ui.concludes("Signature verified");
  }));

test("a private key is not needed, and its public half is one press away", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const alg of ["RS256", "ES384"]) {
      const { token, privatePem, privateJwk } = signedWith(alg, { exp: inAnHour() });
      await paste(page, ui.token, token);
      for (const [kind, text] of [
        ["PEM", privatePem],
        ["JWK", JSON.stringify(privateJwk)],
      ]) {
        await ui.choose(kind);
        await paste(page, ui.keyText, text);
        await ui.concludes("Not checked: the key cannot be used");
        await ui.press("Use its public half");
        await ui.concludes("Signature verified");
        const shown = JSON.parse(await ui.keyText.inputValue());
        assert.equal(shown.d, undefined);
        await ui.choose("PEM");
        assert.equal(await ui.keyText.inputValue(), "");
      }
    }
  }));

test("keys that cannot be used say why in words", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem, publicJwk } = signedWith("ES256", { exp: inAnHour() });
    await paste(page, ui.token, token);
    for (const [kind, text, words] of [
      ["PEM", publicPem.slice(0, 90), /cut short/],
      ["JWK", "{", /This is not JSON/],
      ["JWK", JSON.stringify({ ...publicJwk, y: publicJwk.x }), /curve/],
      ["JWK", JSON.stringify({ ...publicJwk, use: "enc" }), /use/],
      ["JWKS", '{"keys":[]}', /No key of this set can be used/],
    ]) {
      await ui.choose(kind);
      await paste(page, ui.keyText, text);
      await ui.key.getByText(words).waitFor();
      assert.doesNotMatch(await ui.verdict.innerText(), /verified/i);
    }
  }));

test("a set without the token's key: not checked, and what to do", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicJwk } = signedWith("ES256", { exp: inAnHour() }, { kid: "new" });
    await paste(page, ui.token, token);
    await ui.choose("JWKS");
    await paste(page, ui.keyText, JSON.stringify({ keys: [{ ...publicJwk, kid: "old" }] }));
    await ui.concludes("Not checked: no key of the set fits");
    assert.match(await ui.verdict.innerText(), /Issuers change their keys/);
    assert.match(await ui.key.innerText(), /One key of the set can be used/);
  }));

test("an answer that comes late is dropped: the last key entered is the one that is checked", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      const first = signedWith("RS256", { exp: inAnHour(), first: true });
      const second = signedWith("ES256", { exp: inAnHour() });
      await paste(page, ui.token, first.token);
      await ui.choose("PEM");
      await paste(page, ui.keyText, first.publicPem);
      // The browser's first answer is held back until the page has long asked for another.
      await page.getByText("Checking the signature…").waitFor();
      await paste(page, ui.token, second.token);
      await paste(page, ui.keyText, second.publicPem);
      await ui.concludes("Signature verified");
      await page.evaluate(() => globalThis.letGo());
      await page.waitForTimeout(300);
      await ui.concludes("Signature verified");
      assert.match(await ui.header.innerText(), /ES256/);
    },
    {
      init: () => {
        const { verify } = SubtleCrypto.prototype;
        const held = new Promise((resolve) => {
          globalThis.letGo = resolve;
        });
        SubtleCrypto.prototype.verify = async function (...args) {
          if (args[0].name === "RSASSA-PKCS1-v1_5") await held;
          return args[0].name === "RSASSA-PKCS1-v1_5" ? false : verify.apply(this, args);
        };
      },
    },
  ));

test("a set's entry that was left out is told with its reason, in both languages", async () => {
  const { token, publicJwk } = signedWith("ES256", { exp: inAnHour() }, { kid: "one" });
  const other = signedWith("ES384", {}).publicJwk;
  const certified = { kty: "RSA", x5c: ["MIIB"] };
  const rows = [
    [
      { ...publicJwk, y: publicJwk.x },
      /left out: .*not on its curve/,
      /ausgelassen: .*nicht auf seiner Kurve/,
    ],
    [
      { ...publicJwk, key_ops: [] },
      /left out: .*key_ops do not include/,
      /ausgelassen: .*key_ops enthalten verify/,
    ],
    [certified, /left out: .*lacks n, and its x5c is not read/, /ausgelassen: .*sein x5c wird nicht gelesen/],
    [{ kty: "oct", k: "AAAA" }, /left out: .*shared secret/, /ausgelassen: .*ist ein Geheimnis/],
  ];
  for (const [locale, column] of [
    ["en-GB", 1],
    ["de-DE", 2],
  ]) {
    await visit(
      browser,
      async ({ page }) => {
        await page
          .getByRole("textbox", { name: /JSON Web Token/ })
          .first()
          .fill(token);
        await page.getByRole("tab", { name: "JWKS" }).click();
        for (const row of rows) {
          const keys = [
            { ...row[0], kid: "one" },
            { ...other, kid: "other" },
          ];
          await page.locator("#key-text").fill(JSON.stringify({ keys }));
          await page.getByText(row[column]).first().waitFor();
        }
      },
      { locale },
    );
  }
});

test("Ed25519's two names are one: the page does not warn of either", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicJwk } = signedWith("EdDSA", { exp: inAnHour() });
    await ui.token.fill(token);
    await ui.choose("JWK");
    for (const alg of ["EdDSA", "Ed25519", "Ed448"]) {
      await ui.keyText.fill(JSON.stringify({ ...publicJwk, alg }));
      if (alg === "Ed448") await ui.concludes("Not checked: the key cannot be used");
      else await ui.concludes("Signature verified");
    }
    await ui.keyText.fill(JSON.stringify({ ...publicJwk, alg: "Ed25519" }));
    await ui.concludes("Signature verified");
    assert.equal(await ui.key.locator(".remark").count(), 0);
  }));

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
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
          await ui.keyText.fill("");
          await ui.concludes("Not checked: no key");
          await ui.keyText.fill(text);
          await ui.concludes("Signature verified");
          await ui.token.fill(tampered(token, 2));
          await ui.concludes("Signature does not match");
          assert.match(
            await ui.verdict.innerText(),
            /Wrong (?:key|secret), or the token was changed/,
            `${alg} ${kind}`,
          );
          await ui.token.fill(token);
          await ui.concludes("Signature verified");
        }
      }
    },
    { timeout: 60_000 },
  ));

test("the strip asks for the key, and leads to its field", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signedWith("ES256", { exp: inAnHour() }).token);
    await ui.press("Add the public key");
    assert.equal(await page.evaluate(() => document.activeElement.id), "key-text");
  }));

test("a whole key that is pasted replaces the one that is there", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem, publicJwk } = signedWith("RS256", { exp: inAnHour() });
    await paste(page, ui.token, token);
    await page.evaluate((text) => navigator.clipboard.writeText(text), publicPem);
    await ui.keyText.fill("another secret");
    await ui.keyText.press("End");
    await page.keyboard.press("ControlOrMeta+V");
    await ui.concludes("Signature verified");
    assert.equal(await ui.keyText.inputValue(), publicPem);
    await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(publicJwk));
    await page.keyboard.press("ControlOrMeta+V");
    assert.equal(await ui.keyText.inputValue(), JSON.stringify(publicJwk));
    await ui.concludes("Signature verified");
    // A secret may be pasted in parts, so it goes where the caret is.
    await ui.keyText.fill("one ");
    await page.evaluate(() => navigator.clipboard.writeText("two"));
    await ui.keyText.press("End");
    await page.keyboard.press("ControlOrMeta+V");
    assert.equal(await ui.keyText.inputValue(), "one two");
  }));

test("a secret's letters are masked until one asks for them; a key's are not", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const masked = () =>
      ui.keyText.evaluate((field) => getComputedStyle(field).getPropertyValue("-webkit-text-security"));
    assert.equal(await masked(), "none");
    await ui.keyText.fill(SECRET);
    assert.equal(await masked(), "disc");
    const show = page.getByRole("button", { name: "Show the secret" });
    assert.equal(await show.getAttribute("aria-pressed"), "false");
    await show.click();
    assert.equal(await masked(), "none");
    await show.click();
    assert.equal(await masked(), "disc");
    await ui.keyText.fill(signedWith("RS256", {}).publicPem);
    assert.equal(await masked(), "none");
    assert.equal(await show.count(), 0);
  }));

test("a secret is read as text, base64, base64url or hexadecimal: the one with which the signature matches", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const bytes = Buffer.from("0123456789abcdefghijklmnopqrstuv!?\u00ff\u00fe");
    for (const [name, encoding] of [
      ["hexadecimal", "hex"],
      ["base64", "base64"],
      ["base64url", "base64url"],
    ]) {
      const text = bytes.toString(encoding);
      await paste(page, ui.token, signed({ exp: inAnHour() }, { secret: bytes }));
      await ui.secret.fill(text);
      await ui.concludes("Signature verified");
      assert.equal(await ui.encoding.inputValue(), encoding);
      await ui.key.getByText(`Read as ${name}, because the signature matches that way.`).waitFor();
      // The same text, where its letters themselves are the secret.
      await paste(page, ui.token, signed({ exp: inAnHour() }, { secret: text }));
      await ui.concludes("Signature verified");
      assert.equal(await ui.encoding.inputValue(), "utf8");
    }
    await paste(page, ui.token, signed({ exp: inAnHour() }));
    await ui.concludes("Signature does not match");
    await ui.key.getByText(/^Tried as UTF-8 text, .*: none of them matches the signature\.$/).waitFor();
    await ui.secret.fill(` ${SECRET}\n`);
    await ui.concludes("Signature verified");
    await ui.key.getByText("Read without the white space around it").waitFor();
  }));

test("an encoding that was chosen stays, and a better one is offered", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const bytes = Buffer.from("0123456789abcdefghijklmnopqrstuv!?\u00ff\u00fe");
    await paste(page, ui.token, signed({ exp: inAnHour() }, { secret: bytes }));
    for (const [name, encoding] of [
      ["hexadecimal", "hex"],
      ["base64", "base64"],
      ["base64url", "base64url"],
    ]) {
      await ui.secret.fill(bytes.toString(encoding));
      await ui.encoding.selectOption("utf8");
      await ui.concludes("Signature does not match");
      await page.getByText(`The signature matches if the secret is read as ${name}.`).waitFor();
      await page
        .getByRole("button", { name: `Read it as ${name}` })
        .first()
        .click();
      await ui.concludes("Signature verified");
      assert.equal(await ui.encoding.inputValue(), encoding);
    }
    await ui.secret.fill("abc");
    await ui.encoding.selectOption("hex");
    await ui.key.getByText("This is not hexadecimal").waitFor();
    await ui.concludes("Not checked: the secret cannot be used");
    await paste(page, ui.token, signed({ exp: inAnHour() }));
    await ui.secret.fill(` ${SECRET} `);
    await ui.encoding.selectOption("utf8");
    await ui.press("Remove the white space");
    await ui.concludes("Signature verified");
  }));

test("a private key is not needed, and its public half is one press away", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const alg of ["RS256", "ES384"]) {
      const { token, privatePem, privateJwk } = signedWith(alg, { exp: inAnHour() });
      await paste(page, ui.token, token);
      for (const text of [privatePem, JSON.stringify(privateJwk)]) {
        await paste(page, ui.keyText, text);
        await ui.concludes("Not checked: the key cannot be used");
        await ui.press("Use its public half");
        await ui.concludes("Signature verified");
        const shown = JSON.parse(await ui.keyText.inputValue());
        assert.equal(shown.d, undefined);
      }
    }
  }));

test("keys that cannot be used say why in words", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem, publicJwk } = signedWith("ES256", { exp: inAnHour() });
    await paste(page, ui.token, token);
    for (const [text, words] of [
      [publicPem.slice(0, 90), /cut short/],
      ["{", /This is not JSON/],
      [JSON.stringify({ ...publicJwk, y: publicJwk.x }), /curve/],
      [JSON.stringify({ ...publicJwk, use: "enc" }), /use is "enc"/],
      ['{"keys":[]}', /No key in this set can be used/],
    ]) {
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
    await paste(page, ui.keyText, JSON.stringify({ keys: [{ ...publicJwk, kid: "old" }] }));
    await ui.concludes("Not checked: no key in the set matches");
    assert.match(await ui.verdict.innerText(), /Issuers change their keys/);
    assert.equal(await ui.keyIs.innerText(), "JWK set with 1 key");
  }));

test("an answer that comes late is dropped: the last key entered is the one that is checked", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      const first = signedWith("RS256", { exp: inAnHour(), first: true });
      const second = signedWith("ES256", { exp: inAnHour() });
      await paste(page, ui.token, first.token);
      await paste(page, ui.keyText, first.publicPem);
      // The browser's first answer is delayed until the page has asked for another one.
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
      /nicht verwendbar: .*nicht auf seiner Kurve/,
    ],
    [
      { ...publicJwk, key_ops: [] },
      /left out: .*key_ops do not include/,
      /nicht verwendbar: .*key_ops enthalten verify/,
    ],
    [
      certified,
      /left out: .*lacks n, and its x5c is never read/,
      /nicht verwendbar: .*sein x5c wird nicht gelesen/,
    ],
    [{ kty: "oct", k: "AAAA" }, /left out: .*shared secret/, /nicht verwendbar: .*ist ein Secret/],
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
    for (const alg of ["EdDSA", "Ed25519", "Ed448"]) {
      await ui.keyText.fill(JSON.stringify({ ...publicJwk, alg }));
      if (alg === "Ed448") await ui.concludes("Not checked: the key cannot be used");
      else await ui.concludes("Signature verified");
    }
    await ui.keyText.fill(JSON.stringify({ ...publicJwk, alg: "Ed25519" }));
    await ui.concludes("Signature verified");
    assert.equal(await ui.key.locator(".remark").count(), 0);
  }));

/** Three keys, of which the second signed the token. */
function setOf(kids, { kid } = {}) {
  const { token, publicJwk } = signedWith("ES256", { exp: inAnHour() }, { kid });
  const another = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  const rsa = signedWith("RS256", {}).publicJwk;
  const keys = [another, publicJwk, rsa].map((key, place) => ({
    ...key,
    ...(kids[place] === undefined ? {} : { kid: kids[place] }),
  }));
  return { token, keys };
}

test("a token without kid: each key of the set is tried, and the one that signed it is named", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, keys } = setOf(["a", "b", "c"]);
    await paste(page, ui.token, token);
    await ui.keyText.fill(JSON.stringify({ keys }));
    await ui.concludes("Signature verified");
    assert.equal(await ui.keyIs.innerText(), "JWK set with 3 keys");
    await ui.key.getByText("Checked with key 2 of 3, although the token names no kid.").waitFor();
    const rows = await ui.key.getByRole("row").allInnerTexts();
    assert.match(rows[1], /^a\s+EC · P-256\s.*Signature does not match$/s);
    assert.match(rows[2], /^b\s+EC · P-256\s.*Signature matches$/s);
    assert.match(rows[3], /^c\s+RSA\s.*Skipped: it is for another algorithm/s);
    // Another token: what was found for the first one does not count.
    await paste(page, ui.token, tampered(token, 2));
    await page.locator(".verdict:not(.tone-good)").waitFor();
    assert.doesNotMatch(await ui.verdict.innerText(), /verified/i);
  }));

test("a token whose kid is not in the set: the key that signed it is offered, not taken", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, keys } = setOf(["a", undefined, "c"], { kid: "gone" });
    await paste(page, ui.token, token);
    await ui.keyText.fill(JSON.stringify({ keys }));
    await ui.key
      .getByText("Key 2 of 3 made this signature, although the token names the kid “gone”.")
      .waitFor();
    await ui.concludes("Not checked: no key in the set matches");
    await ui.press("Check with key 2");
    await ui.concludes("Signature verified");
    await ui.key.getByText(/A verifier with this set would refuse the token/).waitFor();
    await ui.press("Use the whole set again");
    await ui.concludes("Not checked: no key in the set matches");
  }));

test("a set whose key the token names: the table says which, and is folded", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, keys } = setOf(["a", "b", "c"], { kid: "b" });
    await paste(page, ui.token, token);
    await ui.keyText.fill(JSON.stringify({ keys: [...keys, { kty: "oct", k: "AAAA", kid: "d" }, null] }));
    await ui.concludes("Signature verified");
    assert.equal(await ui.keyIs.innerText(), "JWK set with 5 keys, 3 usable");
    await ui.key.getByText("The 5 keys of the set").click();
    const rows = await ui.key.getByRole("row").allInnerTexts();
    assert.match(rows[2], /^b\s*named by the token/);
    assert.match(rows[4], /Skipped: .*shared secret/s);
    assert.match(rows[5], /Skipped: .*null/s);
  }));

test("where the key is: a link that tells nobody, an address to copy, and a warning", () =>
  visit(browser, async ({ page, context }) => {
    const ui = inspector(page);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const { token } = signedWith("RS256", { exp: inAnHour(), iss: "https://tenant.eu.auth0.com/" });
    await paste(page, ui.token, token);
    await ui.key.getByText("Where is the key?").click();
    await ui.key.getByText("The issuer looks like Auth0.").waitFor();
    const address = "https://tenant.eu.auth0.com/.well-known/jwks.json";
    const link = ui.key.getByRole("link", { name: address });
    assert.deepEqual(await link.evaluate(({ href, rel, target }) => [href, rel, target]), [
      address,
      "noopener noreferrer",
      "_blank",
    ]);
    await ui.key.getByText(/The token chose this address\. Anyone can write a token/).waitFor();
    await ui.key.getByRole("button", { name: "Copy Key set (JWKS)" }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
    // A name that leads elsewhere than it seems to is not a link.
    for (const iss of ["javascript:alert(1)", "https://a@b.example", "http://b.example"]) {
      await paste(page, ui.token, signedWith("RS256", { exp: inAnHour(), iss }).token);
      await ui.key.getByText(/no link|does not say where/).waitFor();
      assert.equal(await ui.key.getByRole("link").count(), 0, iss);
    }
    await paste(page, ui.token, signed({ exp: inAnHour(), iss: "https://issuer.example" }));
    assert.equal(await ui.key.getByText("Where is the key?").count(), 0, "a secret is published nowhere");
    const [, payload] = signed({ exp: inAnHour(), iss: "https://issuer.example" }).split(".");
    await paste(page, ui.token, `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`);
    await ui.concludes("Not signed");
    assert.equal(await ui.key.getByText("Where is the key?").count(), 0, "no key verifies it");
  }));

test("a discovery document in place of a key leads to the keys", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signedWith("RS256", { exp: inAnHour() }).token);
    const jwks_uri = "https://issuer.example/keys";
    await ui.keyText.fill(JSON.stringify({ issuer: "https://issuer.example", jwks_uri }));
    assert.equal(await ui.keyIs.innerText(), "OpenID discovery document, not a key");
    await ui.key.getByRole("link", { name: jwks_uri }).waitFor();
    await ui.keyText.fill(JSON.stringify({ issuer: "x", jwks_uri: "javascript:alert(1)" }));
    await ui.key.getByText(/does not say where/).waitFor();
    assert.equal(await ui.key.getByRole("link").count(), 0);
    await ui.concludes("Not checked: no key");
  }));

// SD-JWT, detached payloads and JWS in JSON, in Chromium.
import assert from "node:assert/strict";
import { createHash, createHmac, sign } from "node:crypto";
import { after, before, test } from "node:test";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bringAxe, violations } from "./lib/axe.js";
import { inspector, paste, pasteAt } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const digest = (text) => createHash("sha256").update(text).digest("base64url");
const disclosure = (...items) => base64url(JSON.stringify(items));
const NAME = disclosure("salt-of-the-name", "given_name", "Ada");
const ITEM = disclosure("salt-of-the-item", "FR");
const holder = generateKeyPairSync("ec", { namedCurve: "P-256" });

const issued = (more = {}) =>
  signed({
    iss: "https://issuer.example",
    exp: inAnHour(),
    _sd: [digest(NAME), digest("decoy"), digest("another")],
    nationalities: [{ "...": digest(ITEM) }, "DE"],
    cnf: { jwk: holder.publicKey.export({ format: "jwk" }) },
    ...more,
  });

function bindingTo(
  presented,
  { key = holder.privateKey, typ = "kb+jwt", hash = digest(presented), more } = {},
) {
  const own = { aud: "https://verifier.example", nonce: "n-1" };
  const claims = { iat: inAnHour() - 3600, ...own, sd_hash: hash, ...more };
  const input = `${base64url(JSON.stringify({ alg: "ES256", typ }))}.${base64url(JSON.stringify(claims))}`;
  return `${input}.${sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

async function withKey(page) {
  await inspector(page).secret.fill(SECRET);
}

test("an SD-JWT: opened, bound, and judged with the issuer's key", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const presented = `${issued()}~${NAME}~${ITEM}~`;
    await paste(page, ui.token, presented + bindingTo(presented));
    const panel = page.getByRole("region", { name: "Selective disclosure (SD-JWT)" });
    await panel.locator("code").getByText("given_name", { exact: true }).waitFor();
    assert.match(await panel.innerText(), /2 disclosed · 2 hidden/);
    assert.match(await panel.innerText(), /nationalities\[0\]/);
    assert.match(await panel.innerText(), /2 digests have no disclosure/);
    await panel.getByText("sd_hash matches what was presented.").waitFor();
    await panel.getByText("The key in cnf made the signature.").waitFor();
    await ui.concludes("Not checked: no key");
    await withKey(page);
    await ui.concludes("Signature verified");
    assert.equal(await panel.getByText("salt-of-the-name").isVisible(), false);
    await panel.getByText("Salt · Digest given_name").click();
    await panel.getByText("salt-of-the-name").waitFor();
  }));

test("an SD-JWT is refused when its disclosures or its key binding do not fit, whatever the signature", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await withKey(page);
    const jwt = issued();
    const presented = `${jwt}~${NAME}~`;
    const disclosures = "Refused: the disclosures do not match the token";
    const binding = "Refused: the key binding is not valid";
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    for (const [text, headline, reason] of [
      [`${presented}`, "Signature verified", /./],
      [`${presented}${disclosure("s", "admin", true)}~`, disclosures, /1 disclosure has no digest/],
      [`${jwt}~${NAME}~${NAME}~`, disclosures, /sent twice/],
      [`${presented}${bindingTo(presented)}`, "Signature verified", /./],
      [
        `${jwt}~${NAME}~${ITEM}~${bindingTo(presented)}`,
        binding,
        /sd_hash does not match what was presented/,
      ],
      [`${presented}${bindingTo(presented, { key: other })}`, binding, /key binding JWT is refused/],
      [`${presented}${bindingTo(presented, { typ: "JWT" })}`, binding, /kb\+jwt/],
      [`${issued({ cnf: { jwk: { kty: "oct", k: "AAAA" } } })}~${bindingTo("x")}`, binding, /secret/],
      [`${issued({ _sd_alg: "md5" })}~${NAME}~`, "The disclosures could not be checked", /md5/],
    ]) {
      await ui.token.fill(text);
      await ui.concludes(headline);
      assert.match(await ui.verdict.innerText(), reason);
    }
  }));

test("a key binding is judged by the aud and the nonce that the reader expects of it", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await withKey(page);
    const presented = `${issued()}~${NAME}~`;
    await ui.token.fill(presented + bindingTo(presented));
    const panel = page.getByRole("region", { name: "Selective disclosure (SD-JWT)" });
    const [aud, nonce] = [panel.getByLabel("Expected aud"), panel.getByLabel("Expected nonce")];
    const [ofAud, ofNonce] = ["Key binding: audience", "Key binding: nonce"];
    const refused = "Refused: the key binding is not valid";
    const counts = async () => /\d+ passed.*/.exec(await ui.checks.innerText())[0];

    // Only the reader can answer both.
    await ui.concludes("Signature verified");
    assert.doesNotMatch(await ui.verdict.innerText(), /All checks passed/);
    await ui.verdict.getByText("its aud, its nonce, or both").waitFor();
    await ui.check(ofAud).getByText("Is that you?").waitFor();
    await ui.check(ofNonce).getByText("Enter the nonce").waitFor();
    const passed = Number(/^\d+/.exec(await counts()));
    assert.equal(await counts(), `${passed} passed · 2 to do`);

    await ui.check(ofAud).getByRole("button", { name: "Expect “https://verifier.example”" }).click();
    assert.equal(await aud.inputValue(), "https://verifier.example");
    await panel.getByText("is for “https://verifier.example”, as you expect").waitFor();
    await nonce.fill("n-1");
    await panel.getByText("The nonce is the one that you expect.").waitFor();
    assert.equal(await counts(), `${passed + 2} passed`);
    await ui.concludes("Signature verified");
    assert.match(await ui.verdict.innerText(), /All checks passed/);
    assert.doesNotMatch(await ui.warnings.innerText(), /aud|jti|lifetime/);

    // No prefix, no other case, no white space.
    for (const other of ["n-", "N-1", "n-1 ", "n-11"]) {
      await nonce.fill(other);
      await ui.concludes(refused);
      await ui.check(ofNonce).getByText(`The nonce is “n-1”, but you expect “${other}”`).waitFor();
    }
    await nonce.fill("n-1");
    await ui.concludes("Signature verified");
    await aud.fill("https://verifier.example/");
    await ui.concludes(refused);
    await ui.check(ofAud).getByText("https://verifier.example/", { exact: false }).waitFor();
    assert.equal(await counts(), `${passed + 1} passed · 1 failed`);
    // What is expected of the issuer's token is another question.
    await aud.fill("https://verifier.example");
    await ui.concludes("Signature verified");
    assert.equal(await ui.audience.inputValue(), "");
  }));

test("what was expected of the last key binding is not held against the next one, and malformed claims fail", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await withKey(page);
    const presented = `${issued()}~${NAME}~`;
    const refused = "Refused: the key binding is not valid";
    await ui.token.fill(presented + bindingTo(presented));
    const nonce = page.getByLabel("Expected nonce");
    await nonce.fill("n-1");
    await ui.concludes("Signature verified");
    await ui.token.fill(presented + bindingTo(presented, { more: { nonce: "n-2" } }));
    const row = ui.check("Key binding: nonce");
    await row.getByText("The expected nonce is from the previous token.").waitFor();
    await ui.concludes("Signature verified");
    await row.getByRole("button", { name: "Expect it here too" }).click();
    await ui.concludes(refused);
    await nonce.fill("n-2");
    await ui.concludes("Signature verified");
    for (const [more, reason] of [
      [{ nonce: undefined }, /Missing: nonce/],
      [{ nonce: 2 }, /nonce is not a string/],
      [{ aud: undefined }, /Missing: aud/],
      [{ aud: 2 }, /the claim "aud" must be a string/],
      [{ iat: inAnHour() - 3600 - 400 }, /its iat is .* 2\d\d\d, .*; it may be at most 5 minutes old/],
    ]) {
      await ui.token.fill(presented + bindingTo(presented, { more }));
      await ui.concludes(refused);
      assert.match(await ui.verdict.innerText(), reason);
    }
  }));

test("10,000 disclosures do not stop the page", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const jwt = signed({ exp: inAnHour(), _sd: [] });
    const many = Array.from({ length: 10_000 }, (_, index) => disclosure("s", `n${index}`, index));
    await pasteAt(ui.token, `${jwt}~${many.join("~")}~`);
    const panel = page.getByRole("region", { name: "Selective disclosure (SD-JWT)" });
    await panel
      .getByText("10000 disclosures have no digest in the token", { exact: false })
      .waitFor({ timeout: 30_000 });
    assert.ok((await panel.locator(".disclosure").count()) < 1000);
  }));

const hmac = (input) => createHmac("sha256", SECRET).update(input).digest("base64url");

for (const isUnencoded of [false, true]) {
  test(`a detached ${isUnencoded ? "unencoded " : ""}payload is asked for, and verified by the core`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      const body = '{"event":"paid"}\n';
      const header = base64url(
        JSON.stringify(isUnencoded ? { alg: "HS256", b64: false, crit: ["b64"] } : { alg: "HS256" }),
      );
      const token = `${header}..${hmac(`${header}.${isUnencoded ? body : base64url(body)}`)}`;
      await paste(page, ui.token, `X-Signature: ${token}`);
      await ui.concludes("Detached: the payload was sent separately");
      assert.equal(await ui.token.inputValue(), token);
      const field = page.getByLabel("Payload that was sent separately");
      await field.fill(body);
      await ui.concludes("Detached: the payload was sent separately");
      await withKey(page);
      await ui.concludes("Signature valid for this payload");
      await field.fill(body.trim());
      await ui.concludes("The signature does not match this payload and key");
      await page.locator('.detached input[type="file"]').setInputFiles({
        name: "body.json",
        mimeType: "application/json",
        buffer: Buffer.from(body),
      });
      await ui.concludes("Signature valid for this payload");
      await ui.press("Remove the file");
      await ui.concludes("Detached: the payload was sent separately");
    }));
}

test("JWS in JSON: each signature is a row, judged as strictly as any", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const [head, payload, signature] = signed({ sub: "ada", exp: inAnHour() }).split(".");
    const good = { protected: head, header: { kid: "outside" }, signature };
    const text = (value) => JSON.stringify(value, null, 2);
    await paste(page, ui.token, text({ payload, ...good }));
    await ui.concludes("JWS in JSON: 1 signature");
    const panel = page.getByRole("region", { name: "JWS in JSON" });
    await panel.getByText("The unprotected header is not signed", { exact: false }).waitFor();
    await withKey(page);
    await panel.getByText("Your key made this signature.").waitFor();
    const rows = [good, { ...good, signature: hmac("other") }, { header: { alg: "HS256" }, signature }];
    await ui.token.fill(text({ payload, signatures: rows }));
    await panel.getByText("Not valid for your key", { exact: false }).waitFor();
    await panel.getByText("alg is only in the unprotected header", { exact: false }).waitFor();
    assert.match(await ui.verdict.innerText(), /JWS in JSON: 3 signatures[\s\S]*made 1 of 3/);
    await panel.getByRole("button", { name: "Open as a token: Signature 1" }).click();
    await ui.concludes("Signature verified");
    assert.equal(await ui.token.inputValue(), `${head}.${payload}.${signature}`);
  }));

test("an SD-JWT in JSON opens as one, and a JWE in JSON is named", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const [head, payload, signature] = issued().split(".");
    const header = { disclosures: [NAME, ITEM] };
    await paste(page, ui.token, JSON.stringify({ payload, protected: head, header, signature }));
    await ui.press("Open as a token: Signature 1");
    await page.getByText("2 disclosed · 2 hidden", { exact: false }).waitFor();
    const jwe = { protected: base64url('{"enc":"A256GCM"}'), iv: "AA", ciphertext: "AA", tag: "AA" };
    await ui.token.fill(JSON.stringify(jwe));
    await ui.concludes("Encrypted: a JWE in JSON");
  }));

test("axe finds nothing, at 1280 and 320 px, in light and dark, and nothing scrolls sideways", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await bringAxe(page);
      const presented = `${issued()}~${NAME}~${ITEM}~`;
      const [head, payload, signature] = issued().split(".");
      const rows = [
        { protected: head, header: { kid: "1" }, signature },
        { header: { alg: "HS256" }, signature },
      ];
      const texts = [
        `${presented}${bindingTo(presented)}`,
        `${presented}${disclosure("s", "admin", true)}~`,
        `${head}..${signature}`,
        JSON.stringify({ payload, signatures: rows }),
      ];
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        for (const text of texts) {
          if (width < 1024) await page.getByRole("tab", { name: "Token & key" }).click();
          await ui.token.fill(text);
          if (width < 1024) await page.getByRole("tab", { name: "Claims", exact: true }).click();
          await page.locator(".sd-jwt, .detached, .jws-json").waitFor();
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await violations(page), [], `${width} ${colorScheme} ${text.slice(-20)}`);
          }
          const right = await page
            .locator(".sd-jwt *, .detached *, .jws-json *")
            .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
          assert.ok(right <= width, `${right} of ${width}`);
        }
      }
    },
    { bypassCSP: true, reducedMotion: "reduce" },
  ));

test("in German as well", () =>
  visit(
    browser,
    async ({ page }) => {
      await page.locator("#token").fill(`${issued()}~${NAME}~${disclosure("s", "admin", true)}~`);
      await page.getByText("1 Disclosure hat keinen Hash im Token", { exact: false }).first().waitFor();
      await page.getByText("Selective Disclosure (SD-JWT)").waitFor();
      const presented = `${issued()}~${NAME}~`;
      await page.locator("#token").fill(presented + bindingTo(presented));
      await page.getByLabel("Erwartete Nonce").fill("n-2");
      await page.getByText("Die Nonce ist „n-1“, aber Sie erwarten „n-2“.").first().waitFor();
      await page
        .getByText("Das Key-Binding-JWT ist für „https://verifier.example“. Sind Sie das?")
        .first()
        .waitFor();
    },
    { locale: "de-CH" },
  ));

test("what is disclosed is read as a claim is, and so is the time of the key binding", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const shown = [
      [disclosure("s1", "auth_time", 1_543_828_431), /7 years ago|8 years ago/],
      [disclosure("s2", "scope", "read write"), /2: read, write/],
      [disclosure("s3", "email", "ada@example.com"), /email address/],
      [disclosure("s4", "roles", ["a", "b"]), /2 items · roles of the subject/],
    ];
    const presented = `${issued()}~${shown.map(([one]) => one).join("~")}~`;
    await paste(page, ui.token, presented + bindingTo(presented));
    const panel = page.getByRole("region", { name: "Selective disclosure (SD-JWT)" });
    await panel.getByText("email address").waitFor();
    const words = await panel.innerText();
    for (const [, reading] of shown) assert.match(words, reading);
    assert.match(words, /iat\n\d+ · (?:just now|\d+ .* ago|in .*) · .* UTC/);
  }));

// Encrypted tokens with their keys, in Chromium.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, before, test } from "node:test";
import { bringAxe, violations } from "./lib/axe.js";
import { AUTH_SECRET, COOKIE, encrypted, sealed, session } from "./lib/encrypted.js";
import { inspector, paste } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, signed, tampered } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const panelOf = (page) => page.getByRole("region", { name: "Decryption", exact: true });
const cookieField = (page) => page.getByLabel("Name of the Auth.js cookie");
const bytes = (length, byte = 7) => new Uint8Array(length).fill(byte);
const DIRECT = { alg: "dir", enc: "A256GCM" };

async function claimsIn(page, ...claims) {
  const content = page.getByRole("region", { name: "Decrypted content", exact: true });
  for (const claim of claims) await content.getByText(claim, { exact: false }).first().waitFor();
}

test("a session of Auth.js with the app's secret, and what it does not prove", () =>
  visit(browser, async ({ page, site }) => {
    const ui = inspector(page);
    await ui.token.fill(await session());
    await ui.concludes("Encrypted, not signed");
    await ui.verdict.getByText("Enter the secret that decrypts it", { exact: false }).waitFor();
    await ui.chip("Add the secret").waitFor();
    const asked = site.requests.length;
    await ui.secret.fill(AUTH_SECRET);
    await ui.concludes("Decrypted");
    await claimsIn(page, "Ada Lovelace", "ada@example.com");
    const told = await panelOf(page).innerText();
    assert.match(told, /secret of Auth\.js 5, for the cookie __Secure-authjs\.session-token/);
    assert.match(told, /does not show who wrote it: every program that has the app’s secret/);
    // The key field takes nothing for the secret of a signature.
    assert.equal(await page.getByText("too short").count(), 0);
    assert.equal(site.requests.length, asked);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  }));

test("what decrypts is loaded only for an encrypted token", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const loaded = () =>
      page.evaluate(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => /\/decryption-/.test(name)).length,
      );
    await ui.token.fill(signed({ exp: inAnHour() }));
    await ui.secret.fill(SECRET);
    await ui.concludes("Signature verified");
    await page.waitForLoadState("networkidle");
    assert.equal(await loaded(), 0);
    await ui.token.fill(await session());
    await ui.verdict.getByText("Enter the secret that decrypts it", { exact: false }).waitFor();
    assert.ok((await loaded()) > 0);
  }));

test("a session in a cookie of another name, and in chunks", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const token = await session({ cookie: "shop.session" });
    await ui.secret.fill(AUTH_SECRET);
    await ui.token.fill(token);
    await ui.concludes("Not decrypted: the key does not fit");
    await cookieField(page).fill("shop.session");
    await ui.concludes("Decrypted");
    await cookieField(page).fill("shop.sessions");
    await ui.concludes("Not decrypted: the key does not fit");
    assert.match(await ui.verdict.innerText(), /does not show whether the secret, the name or the token/);
    await cookieField(page).fill("");
    const whole = await session();
    const half = whole.length >> 1;
    const chunks = `${COOKIE}.1=${whole.slice(half)}; ${COOKIE}.0=${whole.slice(0, half)}`;
    await paste(page, ui.token, `Cookie: ${chunks}`);
    await ui.concludes("Decrypted");
  }));

test("a key of another token is not held against the next one, and a changed token does not decrypt", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(await session());
    await ui.secret.fill(AUTH_SECRET);
    await ui.concludes("Decrypted");
    await ui.token.fill(await encrypted(bytes(32), DIRECT));
    await ui.concludes("Encrypted, not signed");
    await ui.secret.fill("07".repeat(32));
    await ui.concludes("Decrypted");
    await ui.token.fill(tampered(await encrypted(bytes(32), DIRECT), 3));
    await ui.concludes("Encrypted, not signed");
    await ui.secret.fill("08".repeat(32));
    await ui.concludes("Not decrypted: the key does not fit");
  }));

test("claims that are refused are shown all the same", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.secret.fill(AUTH_SECRET);
    await ui.token.fill(await session({ maxAge: -3600 }));
    await ui.concludes("Decrypted, but the token is refused");
    await claimsIn(page, "Ada Lovelace");
    assert.match(await panelOf(page).innerText(), /expired/);
  }));

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const x25519 = generateKeyPairSync("x25519");
const jwkOf = (key, more) => JSON.stringify({ ...key.export({ format: "jwk" }), ...more });

const KEYS = [
  ["a secret in hexadecimal", bytes(32), DIRECT, "07".repeat(32), /with this secret/],
  [
    "a secret in base64",
    bytes(16),
    { alg: "A128KW", enc: "A128CBC-HS256" },
    Buffer.from(bytes(16)).toString("base64"),
  ],
  [
    "a JWK of a secret",
    bytes(32),
    { alg: "A256GCMKW", enc: "A256GCM" },
    JSON.stringify({ kty: "oct", k: base64url(bytes(32)), use: "enc" }),
    /everyone who has the secret/,
  ],
  [
    "a private JWK of a curve",
    ec.publicKey,
    { alg: "ECDH-ES+A256KW", enc: "A256GCM" },
    jwkOf(ec.privateKey),
    /everyone who has the public key/,
  ],
  [
    "a private JWK with its own alg",
    rsa.publicKey,
    { alg: "RSA-OAEP-256", enc: "A256GCM" },
    jwkOf(rsa.privateKey, { alg: "RSA-OAEP-256" }),
    /everyone who has the public key/,
  ],
  ...[rsa, ec, x25519].map(({ publicKey, privateKey }, kind) => [
    `a PEM file of ${["RSA", "a curve", "X25519"][kind]}`,
    publicKey,
    { alg: kind > 0 ? "ECDH-ES" : "RSA-OAEP-256", enc: "A256GCM" },
    privateKey.export({ type: "pkcs8", format: "pem" }),
    /everyone who has the public key/,
  ]),
  [
    "a key set",
    rsa.publicKey,
    { alg: "RSA-OAEP-256", enc: "A256GCM", kid: "b" },
    JSON.stringify({
      keys: [
        { ...ec.privateKey.export({ format: "jwk" }), alg: "ECDH-ES", kid: "a" },
        { ...rsa.privateKey.export({ format: "jwk" }), alg: "RSA-OAEP-256", kid: "b" },
      ],
    }),
    /with this private key/,
  ],
];

for (const [name, key, header, entered, says = /Decrypted/] of KEYS) {
  test(`${name} decrypts`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      await ui.token.fill(await encrypted(key, header));
      await ui.concludes("Encrypted, not signed");
      await ui.secret.fill(entered);
      await ui.concludes("Decrypted");
      await claimsIn(page, "Ada Lovelace");
      assert.match(await panelOf(page).innerText(), says);
    }));
}

test("the page says which keys cannot decrypt", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(await encrypted(bytes(16), { alg: "A128KW", enc: "A256GCM" }));
    await ui.secret.fill("short");
    await ui.concludes("Not decrypted: the key cannot be used");
    assert.match(await ui.verdict.innerText(), /take a secret of 16 bytes/);
    await ui.token.fill(await encrypted(ec.publicKey, { alg: "ECDH-ES", enc: "A256GCM" }));
    await ui.secret.fill(jwkOf(ec.publicKey));
    await ui.verdict.getByText(/public/).waitFor();
    await ui.secret.fill(jwkOf(rsa.privateKey));
    await ui.verdict.getByText(/not of the kind that the header’s alg needs/).waitFor();
    await ui.concludes("Not decrypted: the key cannot be used");
  }));

test("a signed token inside is opened, and judged by its own key", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const inner = signed({ sub: "ada", exp: inAnHour() });
    await ui.secret.fill("07".repeat(32));
    await ui.token.fill(await sealed(bytes(32), { ...DIRECT, cty: "JWT" }, inner));
    await ui.concludes("Decrypted: a token is inside");
    assert.match(await panelOf(page).innerText(), /Only its own signature shows/);
    await ui.press("Open the token inside");
    assert.equal(await ui.token.inputValue(), inner);
    await ui.secret.fill(SECRET);
    await ui.concludes("Signature verified");
    await ui.press("Back to the outer token");
    await ui.secret.fill("07".repeat(32));
    await ui.concludes("Decrypted: a token is inside");
  }));

test("content that is neither JSON nor text is shown", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.secret.fill("07".repeat(32));
    await ui.token.fill(await sealed(bytes(32), DIRECT, "just words"));
    await ui.concludes("Decrypted, but the token is refused");
    await panelOf(page).getByText("just words").waitFor();
    await ui.token.fill(await sealed(bytes(32), DIRECT, Uint8Array.of(0xff, 0xfe, 0x41)));
    await panelOf(page).getByText("The content is not text.", { exact: false }).waitFor();
  }));

test("what jwt-wasm does not decrypt is refused with the reason, before a key is asked for", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const token = await encrypted(bytes(32), DIRECT);
    for (const [header, says] of [
      [{ alg: "RSA1_5", enc: "A256GCM" }, /RSA1_5. Its padding/],
      [{ alg: "PBES2-HS256+A128KW", enc: "A256GCM", p2c: 1e9, p2s: "AA" }, /the key is a password/],
      [{ ...DIRECT, zip: "DEF" }, /compressed \(zip\)/],
      [{ ...DIRECT, crit: ["b"], b: 1 }, /crit/],
    ]) {
      await ui.token.fill([base64url(JSON.stringify(header)), ...token.split(".").slice(1)].join("."));
      await ui.concludes("Refused: this page does not decrypt such a token");
      assert.match(await ui.verdict.innerText(), says);
    }
  }));

test("German, and axe in each state", () =>
  visit(
    browser,
    async ({ page }) => {
      await bringAxe(page);
      const ui = inspector(page);
      const states = [
        [await session(), "", "Encrypted, not signed"],
        [await session(), AUTH_SECRET, "Decrypted"],
        [await session({ maxAge: -60 }), AUTH_SECRET, "Decrypted, but the token is refused"],
        [await session(), "another", "Not decrypted: the key does not fit"],
        [await sealed(bytes(32), DIRECT, signed({})), "07".repeat(32), "Decrypted: a token is inside"],
      ];
      for (const [token, key, headline] of states) {
        await ui.press("Clear everything");
        await ui.token.fill(token);
        await ui.secret.fill(key);
        await ui.concludes(headline);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), [], headline);
        }
      }
      await ui.language.selectOption("de");
      await page.getByRole("heading", { name: "Entschlüsselt: Darin steckt ein Token" }).waitFor();
      await page.getByRole("region", { name: "Entschlüsselung", exact: true }).waitFor();
      const head = base64url(JSON.stringify(DIRECT));
      for (const [rest, says] of [
        [`.aXY.AAAA.${"A".repeat(22)}`, /Der Initialisierungsvektor hat 2 Bytes/],
        [`A.${"A".repeat(16)}.AAAA.${"A".repeat(22)}`, /base64url|verschlüsselte Schlüssel/],
        [`.${"A".repeat(16)}.A.${"A".repeat(22)}`, /Der Geheimtext ist kein base64url/],
        [`.${"A".repeat(16)}.AAAA.AAAA`, /Der Authentifizierungscode hat 3 Bytes/],
      ]) {
        await page.locator("#token").fill(`${head}.${rest}`);
        await page.getByRole("heading", { name: "Das Token hat kein gültiges Format" }).waitFor();
        assert.match(await page.locator(".strip").innerText(), says);
      }
    },
    { bypassCSP: true, reducedMotion: "reduce" },
  ));

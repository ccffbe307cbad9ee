// The code that decrypts a token, which Node really runs.
import assert from "node:assert/strict";
import { generateKeyPairSync, hkdfSync } from "node:crypto";
import { after, before, test } from "node:test";
import { codesFor, runCodes } from "./lib/codes.js";
import { AUTH_SECRET, encrypted, sealed, session } from "./lib/encrypted.js";
import { inspector } from "./lib/inspector.js";
import { base64url, inAnHour, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const LIBRARIES = ["decrypt", "jose"];
const DIRECT = { alg: "dir", enc: "A256GCM" };
const bytes = (length) => new Uint8Array(length).fill(7);
const pkcs8 = ({ privateKey }) => privateKey.export({ type: "pkcs8", format: "pem" });

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const x25519 = generateKeyPairSync("x25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ofNextAuth4 = new Uint8Array(
  hkdfSync("sha256", AUTH_SECRET, "", "NextAuth.js Generated Encryption Key", 32),
);
const odd = "it's `odd` $\u007bx} \\ \u2028";
const jwkOf = ({ privateKey }, more) => ({ ...privateKey.export({ format: "jwk" }), ...more });

/** The token, the key as a person enters it, and the call that the code must have. */
const CASES = [
  [
    await encrypted(bytes(32), DIRECT),
    "07".repeat(32),
    /encryptionKey\(new Uint8Array\(Buffer\.from\("07.*"hex"/,
  ],
  [
    await encrypted(bytes(16), { alg: "A128KW", enc: "A128CBC-HS256" }),
    Buffer.from(bytes(16)).toString("base64"),
    /"base64"/,
  ],
  [
    await encrypted(bytes(32), { alg: "A256GCMKW", enc: "A256GCM" }),
    JSON.stringify({ kty: "oct", k: base64url(bytes(32)), use: "enc" }),
    /encryptionKey\(\{/,
  ],
  [await session(), AUTH_SECRET, /authJsKey\(.*cookie: "__Secure-authjs\.session-token"/],
  [await encrypted(ofNextAuth4, DIRECT), AUTH_SECRET, /authJsKey\(.*version: 4/],
  [
    await encrypted(ec.publicKey, { alg: "ECDH-ES+A256KW", enc: "A256GCM" }),
    pkcs8(ec),
    /encryptionKeyFile\(`/,
  ],
  [
    await encrypted(x25519.publicKey, { alg: "ECDH-ES", enc: "A256GCM" }),
    pkcs8(x25519),
    /encryptionKeyFile\(`/,
  ],
  [
    await encrypted(rsa.publicKey, { alg: "RSA-OAEP-256", enc: "A256GCM" }),
    pkcs8(rsa),
    /encryptionKeyFile\(`/,
  ],
  [
    await encrypted(ec.publicKey, { alg: "ECDH-ES", enc: "A128GCM" }),
    JSON.stringify(jwkOf(ec, { alg: "ECDH-ES" })),
    /encryptionKey\(\{[\s\S]*"enc": "A128GCM"/,
  ],
];

async function codes(page, libraries = LIBRARIES) {
  await page.getByRole("tab", { name: "Copy & share", exact: true }).click();
  await page.getByRole("tab", { name: "Code", exact: true }).click();
  return codesFor(page, libraries);
}

const wordsOf = (printed) => printed.map((lines) => /^\w+/.exec(lines)?.[0]);

test("the code decrypts with our decrypt and with jose, by every kind of key", { timeout: 240_000 }, () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const [token, key, call] of CASES) {
      await ui.press("Clear everything");
      await ui.token.fill(token);
      await ui.keyText.fill(key);
      await ui.concludes("Decrypted");
      const both = await codes(page);
      assert.match(both[0], call);
      assert.match(both[0], /await decrypt\(token, key, options\)/);
      assert.match(both[1], /await jwtDecrypt\(token, key, options\)/);
      const printed = await runCodes(both);
      assert.deepEqual(wordsOf(printed), ["decrypted", "decrypted"], `${both.join("")}\n${printed.join("")}`);
      for (const lines of printed) assert.match(lines, /Ada Lovelace/);
    }
  }),
);

test("the code refuses what the page refuses", { timeout: 120_000 }, () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const secret = odd.padEnd(30, "x");
    assert.equal(Buffer.byteLength(secret), 32);
    for (const [claims, audience, word] of [
      [{ name: "Ada" }, "", "decrypted"],
      [{ name: "Ada", aud: "shop" }, "shop", "decrypted"],
      [{ name: "Ada", aud: "shop" }, "other", "refused"],
      // The page does not ask for an audience until one answers. A program must.
      [{ name: "Ada", aud: "shop" }, "", "refused"],
    ]) {
      await ui.press("Clear everything");
      await ui.token.fill(await encrypted(new TextEncoder().encode(secret), DIRECT, claims));
      await ui.keyText.fill(secret);
      if (audience !== "") await ui.audience.fill(audience);
      const isRefused = word === "refused" && audience !== "";
      await ui.concludes(isRefused ? "Decrypted, but the token is refused" : "Decrypted");
      const printed = await runCodes(await codes(page));
      assert.deepEqual(wordsOf(printed), [word, word], JSON.stringify(claims) + printed.join(""));
    }
  }),
);

test(
  "a token inside is printed, to be verified; a key set is for ours alone; without a key there is no code",
  {
    timeout: 120_000,
  },
  () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      const inner = signed({ sub: "ada", exp: inAnHour() });
      await ui.token.fill(await sealed(bytes(32), { ...DIRECT, cty: "JWT" }, inner));
      await page.getByRole("tab", { name: "Copy & share", exact: true }).click();
      await page.getByRole("tab", { name: "Code", exact: true }).click();
      await page.getByText("Enter the key that decrypts the token. The code then appears here.").waitFor();
      await ui.keyText.fill("07".repeat(32));
      await ui.concludes("Decrypted: a token is inside");
      for (const lines of await runCodes(await codes(page))) assert.equal(lines, `decrypted ${inner}\n`);
      await ui.press("Clear everything");
      await ui.token.fill(await encrypted(rsa.publicKey, { alg: "RSA-OAEP-256", enc: "A256GCM", kid: "b" }));
      await ui.keyText.fill(JSON.stringify({ keys: [jwkOf(rsa, { alg: "RSA-OAEP-256", kid: "b" })] }));
      await ui.concludes("Decrypted");
      assert.deepEqual(wordsOf(await runCodes(await codes(page, ["decrypt"]))), ["decrypted"]);
      await page.getByLabel("Written for").selectOption("jose");
      await page.getByText("jose does not decrypt with a key set.", { exact: false }).waitFor();
    }),
);

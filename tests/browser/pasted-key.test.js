// A key that is pasted together with a token: which one is found, without a browser, and what the page then says.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, before, test } from "node:test";
import { encrypted, session } from "./lib/encrypted.js";
import { inspector, pasteAt } from "./lib/inspector.js";
import { moduleOf } from "./lib/model.js";
import { stepsOf } from "./lib/steps.js";
import { base64url, inAnHour, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const { pastedKey } = await moduleOf("model/pasted-key.ts");

const exp = inAnHour();
const ec = signedWith("ES256", { sub: "ada", exp });
const rsa = signedWith("RS256", { sub: "ada", exp });
const shared = signed({ sub: "ada", exp });
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const privatePem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).trim();
const publicJwk = JSON.stringify(ec.publicJwk);
const oct = JSON.stringify({ kty: "oct", k: base64url(SECRET) });
const session5 = await session();
const forPair = await encrypted(pair.publicKey, { alg: "ECDH-ES", enc: "A256GCM" });

const curl = (token) => `curl https://api.example/me \\\n  -H 'Authorization: Bearer ${token}'\n\n`;
const oneLine = (pem) => pem.trim().replaceAll("\n", "\\n");

/** The text, the token in it, and what is found. */
const TEXTS = [
  [
    "a curl command and a PEM file",
    curl(rsa.token) + rsa.publicPem,
    rsa.token,
    "public",
    rsa.publicPem.trim(),
  ],
  ["a PEM file first", `${rsa.publicPem}\n${rsa.token}`, rsa.token, "public", rsa.publicPem.trim()],
  [
    "a PEM file in one line of .env",
    `TOKEN=${rsa.token}\nJWT_PUBLIC_KEY="${oneLine(rsa.publicPem)}"`,
    rsa.token,
    "public",
    rsa.publicPem.trim(),
  ],
  [
    "a PEM file in strings that a program joins",
    `token = "${rsa.token}"; key = ${rsa.publicPem
      .trim()
      .split("\n")
      .map((line) => `"${line}\\n"`)
      .join(" +\n")};`,
    rsa.token,
    "public",
    rsa.publicPem.trim(),
  ],
  [
    "a quoted PEM file",
    `> ${rsa.token}\n${rsa.publicPem.replaceAll(/^/gm, "> ")}`,
    rsa.token,
    "public",
    rsa.publicPem.trim(),
  ],
  [
    "a PEM file as base64",
    `token: ${rsa.token}\ntls.pub: ${Buffer.from(rsa.publicPem).toString("base64")}`,
    rsa.token,
    "public",
    rsa.publicPem.trim(),
  ],
  ["a JWK", `${ec.token}\n${publicJwk}`, ec.token, "public", publicJwk],
  ["a JWK inside JSON", `{"token":"${ec.token}","key":${publicJwk}}`, ec.token, "public", publicJwk],
  ["a JWK in a string", JSON.stringify({ token: ec.token, key: publicJwk }), ec.token, "public", publicJwk],
  ["a key set", `${ec.token} {"keys": [${publicJwk}]}`, ec.token, "set", `{"keys":[${publicJwk}]}`],
  ["a shared JWK", `${shared}\n${oct}`, shared, "secret", oct],
  ["a secret of .env", `JWT_SECRET=${base64url(SECRET)}\nJWT=${shared}`, shared, "secret", base64url(SECRET)],
  [
    "a secret of Django's settings",
    `SECRET_KEY = 'django-insecure-1#x y'\n${shared}`,
    shared,
    "secret",
    "django-insecure-1#x y",
  ],
  [
    "the secret of a session",
    `AUTH_SECRET=top-of-the-app\nCookie: __Secure-authjs.session-token=${session5}`,
    session5,
    "secret",
    "top-of-the-app",
  ],
  ["a private key that decrypts", `${forPair}\n${privatePem}`, forPair, "private", privatePem],
];

const parsedOrText = (text) => (text.startsWith("{") ? JSON.parse(text) : text);

test("the key is found in the text, and is the same but for its wrapping", () => {
  for (const [name, text, token, kind, key] of TEXTS) {
    const found = pastedKey(text, token);
    assert.equal(found?.kind, kind, name);
    assert.equal(found.isWanted, true, name);
    assert.deepEqual(parsedOrText(found.text), parsedOrText(key), name);
  }
});

test("a key that the token does not need is found as such, and what only looks like a secret is not found", () => {
  for (const [text, token, kind] of [
    [`${shared}\n${rsa.publicPem}`, shared, "public"],
    [`${ec.token}\n${privatePem}`, ec.token, "private"],
    [`${ec.token}\n${privatePem}\n${ec.publicPem}`, ec.token, "public"],
  ]) {
    const found = pastedKey(text, token);
    assert.equal(found?.kind, kind, text);
    assert.equal(found.isWanted, kind === "public" && token === ec.token, text);
  }
  for (const text of [
    `client_secret=0123456789abcdef&assertion=${shared}`,
    `JWT_SECRET=$(cat secret)\n${shared}`,
    `const secret = process.env.JWT_SECRET; ${shared}`,
    `secretName: my-jwt-secret-1\ntoken: ${shared}`,
    `JWT_SECRET=first-secret\nAUTH_SECRET=another-secret\n${shared}`,
    `The secret is well kept. ${shared}`,
    `-----BEGIN PUBLIC KEY-----\n${shared}\n-----END PUBLIC KEY-----`,
    `${shared} {"kty":"oct"} {"kty": broken}`,
  ])
    assert.equal(pastedKey(text, shared), undefined, text);
  assert.equal(
    pastedKey(`JWT_SECRET=0123456789abcdef\n${ec.token}`, ec.token),
    undefined,
    "no secret for ES256",
  );
});

test("the work for each character does not grow with the text", () => {
  for (const piece of [
    "-----BEGIN A-----",
    `-----BEGIN A-----${"A".repeat(60)}`,
    '{"kty":"oct",',
    '{"kty":"oct"}',
    "secret=a ",
    "secret = 'aaaaaaaa",
    "LS0tLS1CRUdJTi",
    '" + ',
    '"keys":[',
    "a.",
    " ",
  ]) {
    const rate = (length) => {
      const text = `${shared} ${piece.repeat(Math.ceil(length / piece.length))}`;
      return stepsOf(() => pastedKey(text, shared)) / text.length;
    };
    const [small, large] = [rate(2_000), rate(32_000)];
    assert.ok(large < 2 * small, `${piece}: ${small} steps for a character, then ${large}`);
  }
});

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const pasteHere = (page, text) => pasteAt(page.locator("body"), text);

test("one paste of a token with its key is verified, and the page says what it took", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const notes = page.locator(".notes");
    await pasteHere(page, curl(ec.token) + ec.publicPem);
    await ui.concludes("Signature verified");
    assert.match(
      await notes.innerText(),
      /Took the public key out of the same text.*check that it is the issuer’s own/s,
    );
    // The key came out of a text, so the next one takes its place.
    const secret = SECRET.replaceAll(" ", "_");
    await pasteHere(page, `JWT_SECRET=${secret}\nTOKEN=${signed({ exp, sub: "b" }, { secret })}`);
    await ui.concludes("Signature verified");
    assert.match(
      await notes.innerText(),
      /Took the secret \(JWT_SECRET\) out of the same text.*It stays on this page/s,
    );
    assert.ok(!(await notes.innerText()).includes(secret));
    await ui.press("Undo");
    await ui.concludes("Signature verified");
    assert.match(await ui.keyText.inputValue(), /BEGIN PUBLIC KEY/);
  }));

test("a key that the person entered stays, and a private key that nothing needs is not taken", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const notes = page.locator(".notes");
    await ui.keyText.fill(rsa.publicPem);
    await pasteHere(page, `${ec.token}\n${ec.publicPem}`);
    await notes.getByText("The key field keeps what you entered.", { exact: false }).waitFor();
    assert.equal(await ui.keyText.inputValue(), rsa.publicPem);
    await ui.press("Put it in the key field");
    await ui.concludes("Signature verified");
    await ui.press("Clear everything");
    await page.evaluate(() => document.activeElement.blur());
    await pasteHere(page, `${ec.token}\n${privatePem}`);
    await notes.getByText("It was not taken: this token does not need one.", { exact: false }).waitFor();
    assert.equal(await ui.keyText.inputValue(), "");
    await ui.concludes("Not checked: no key");
    // Encrypted for it, a token does need it.
    await ui.press("Clear everything");
    await page.evaluate(() => document.activeElement.blur());
    await pasteHere(page, `${forPair}\n${privatePem}`);
    await ui.concludes("Decrypted");
    assert.match(await notes.innerText(), /Took the private key out of the same text/);
  }));

test("German says it as well", () =>
  visit(
    browser,
    async ({ page }) => {
      await pasteHere(page, curl(ec.token) + ec.publicPem);
      await page.getByRole("heading", { name: "Signatur ist gültig" }).waitFor();
      await page.getByText("Aus demselben Text steht jetzt auch der öffentliche Schlüssel").waitFor();
    },
    { locale: "de-DE" },
  ));

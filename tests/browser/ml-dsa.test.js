/** ML-DSA is the browser's work, so each is asked whether it can, and the page must say just that. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BROWSERS, person, start } from "./lib/both.js";
import { base64url, inAnHour, SECRET, tampered } from "./lib/tokens.js";

const TOKEN = "Paste a JSON Web Token below";
const UNSUPPORTED = "Not checked: jwt-wasm does not verify ML-DSA";
const MATCHES = /The signature matches, says your browser/;
const MISMATCH = /The signature does not match, says your browser/;
const UNAVAILABLE = /This browser has no ML-DSA, so it cannot check the signature/;

const VECTORS = JSON.parse(readFileSync(new URL("../vectors/ml-dsa.json", import.meta.url), "utf8")).cases;
const [ONE, OTHER] = VECTORS;

/** FIPS 204, table 2. */
const SIGNATURE_BYTES = { "ML-DSA-44": 2420, "ML-DSA-65": 3309, "ML-DSA-87": 4627 };

function publicHalf({ priv, ...jwk }) {
  return jwk;
}

/** RFC 9881 §4: the algorithm's name 2.16.840.1.101.3.4.3.17 to 19, and the key's bytes. */
function pemOf({ alg, pub }) {
  const key = Buffer.from(pub, "base64url");
  const length = (count) => [0x82, count >> 8, count & 0xff];
  const last = { "ML-DSA-44": 17, "ML-DSA-65": 18, "ML-DSA-87": 19 }[alg];
  const name = [0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, last];
  const bits = [3, ...length(key.length + 1), 0, ...key];
  const der = Buffer.from([0x30, ...length(name.length + bits.length), ...name, ...bits]);
  return `-----BEGIN PUBLIC KEY-----\n${der.toString("base64")}\n-----END PUBLIC KEY-----\n`;
}

/** Another key of the same size: any bytes are one. */
function anotherKey(jwk) {
  return { ...publicHalf(jwk), pub: `AAAA${jwk.pub.slice(4)}` };
}

/** What does not depend on the browser: why a key is none for ONE's algorithm. */
const BAD_KEYS = [
  [
    "of another size",
    "JWK",
    JSON.stringify(publicHalf(OTHER.jwk)),
    /is for ML-DSA-65, the header says ML-DSA-44/,
  ],
  ["garbage", "JWK", "{ garbage", /not JSON object/],
  ["no AKP", "JWK", '{"kty":"OKP","crv":"Ed25519"}', /kty is “OKP”; a key for ML-DSA has “AKP”/],
  ["without alg", "JWK", JSON.stringify({ kty: "AKP", pub: ONE.jwk.pub }), /has no alg/],
  [
    "cut off",
    "JWK",
    JSON.stringify({ ...ONE.jwk, pub: ONE.jwk.pub.slice(4) }),
    /pub has 1,309 bytes; .* 1,312/,
  ],
  [
    "padded",
    "JWK",
    JSON.stringify({ ...ONE.jwk, pub: `${ONE.jwk.pub}==` }),
    /pub is missing, or is not canonical/,
  ],
  ["to encrypt", "JWK", JSON.stringify({ ...publicHalf(ONE.jwk), use: "enc" }), /use is “enc”/],
  ["to sign", "JWK", JSON.stringify({ ...publicHalf(ONE.jwk), key_ops: ["sign"] }), /“verify” is not among/],
  ["no set", "JWKS", "{}", /no list “keys”/],
  [
    "a set of others",
    "JWKS",
    JSON.stringify({ keys: [null, 1, OTHER.jwk] }),
    /no key .* has the token’s kid, “T4xl/,
  ],
  ["a secret", "Secret", SECRET, /a public key is needed, not a secret/],
  ["of another size, as PEM", "PEM", pemOf(OTHER.jwk), /is for ML-DSA-65, the header says ML-DSA-44/],
  ["a private PEM", "PEM", pemOf(ONE.jwk).replaceAll("PUBLIC", "PRIVATE"), /this is a private key/],
  ["a damaged PEM", "PEM", pemOf(ONE.jwk).replace("MI", "M*"), /not a PEM file/],
  [
    "a PEM of something else",
    "PEM",
    pemOf(ONE.jwk).replace(/^MI.*$/m, "MAA="),
    /the browser does not take this key/,
  ],
];

for (const browser of BROWSERS) {
  describe(browser.name, () => {
    let started;
    let can;
    before(async () => {
      started = await start(browser);
      await visit(async (page) => {
        can = await page.evaluate(() =>
          crypto.subtle.generateKey("ML-DSA-65", false, ["sign", "verify"]).then(
            () => true,
            (error) => (error.name === "NotSupportedError" ? false : Promise.reject(error)),
          ),
        );
      });
      // Or nothing of all this would be looked at anywhere.
      if (browser.name === "Chromium") assert.ok(can, "this Chromium is too old to have ML-DSA");
    });
    after(() => started?.close());

    /** Waits until the panel says this, or that it cannot be said here. */
    const says = (page, pattern) => {
      const { source } = can ? pattern : UNAVAILABLE;
      return page.waitForFunction(
        (wanted) => new RegExp(wanted).test(document.querySelector(".ml-dsa")?.innerText),
        {},
        source,
      );
    };
    const visit = (act) =>
      started.visit(async ({ page, site }) => {
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
        const own = new Set(site.requests);
        await act(page, person(page));
        assert.deepEqual(
          site.requests.filter((one) => !own.has(one)),
          [],
          "it asked its host for something",
        );
      });

    test(
      "the published examples are decoded in full, and the browser says that they match",
      { timeout: 60_000 },
      () =>
        visit(async (page, me) => {
          assert.equal(await page.$(".ml-dsa"), null, "no token of ML-DSA, no panel");
          for (const { name, token, jwk } of VECTORS) {
            await me.press("Clear everything");
            await me.write(TOKEN, token);
            await says(page, /Enter the issuer’s public key above/);
            const bytes = SIGNATURE_BYTES[name].toLocaleString("en-GB");
            assert.match(await page.$eval(".legend", (one) => one.innerText), new RegExp(`${bytes} bytes`));
            assert.match(await page.$eval(".ml-dsa", (one) => one.innerText), /never accepts such a token/);
            await me.write("JWK text", JSON.stringify(publicHalf(jwk)));
            await says(page, MATCHES);
            assert.doesNotMatch(
              await me.verdict(),
              /verified/i,
              "whatever the browser says, it is not accepted",
            );
          }
        }),
    );

    test("what was changed, and what another key signed, does not match", { timeout: 60_000 }, () =>
      visit(async (page, me) => {
        await me.write(TOKEN, ONE.token);
        await me.write("JWK text", JSON.stringify(publicHalf(ONE.jwk)));
        await says(page, MATCHES);
        // A browser without ML-DSA says so, whatever the token and the key.
        if (!can) return;
        for (const part of [1, 2]) {
          await me.write(TOKEN, tampered(ONE.token, part));
          await says(page, MISMATCH);
          await me.write(TOKEN, ONE.token);
          await says(page, MATCHES);
        }
        await me.write("JWK text", JSON.stringify(anotherKey(ONE.jwk)));
        await says(page, MISMATCH);
        await me.write("JWK text", JSON.stringify(publicHalf(ONE.jwk)));
        await me.write(TOKEN, ONE.token.slice(0, -4));
        await says(page, /it has 2,417 bytes, a signature of ML-DSA-44 has 2,420/);
        await me.write(TOKEN, ONE.token.slice(0, ONE.token.lastIndexOf(".")));
        await says(page, /signature cannot be read/);
      }),
    );

    test("a key that is none for the algorithm is told why", { timeout: 60_000 }, () =>
      visit(async (page, me) => {
        await me.write(TOKEN, ONE.token);
        await page.setViewport({ width: 320, height: 640 });
        for (const [name, kind, text, why] of can ? BAD_KEYS : BAD_KEYS.slice(0, 1)) {
          await me.press(kind, "tab");
          await me.write(kind === "Secret" ? "Secret" : `${kind} text`, text);
          await says(page, why);
          const width = await page.$eval(".ml-dsa .result", (one) => one.scrollWidth - one.clientWidth);
          assert.equal(width, 0, `the reason is wider than the panel: ${name}`);
        }
      }),
    );

    test("a set, a PEM file and a private key's public half are read as well", { timeout: 60_000 }, () =>
      visit(async (page, me) => {
        await me.write(TOKEN, ONE.token);
        await me.press("JWKS", "tab");
        const keys = [
          anotherKey({ ...ONE.jwk, kid: "another" }),
          ...VECTORS.map(({ jwk }) => publicHalf(jwk)),
        ];
        await me.drop("JWKS text", "jwks.json", JSON.stringify({ keys }));
        await says(page, MATCHES);
        if (!can) return;
        await me.press("PEM", "tab");
        await me.write("PEM text", pemOf(ONE.jwk));
        await says(page, MATCHES);
        await me.press("JWK", "tab");
        await me.write("JWK text", JSON.stringify(ONE.jwk));
        await says(page, /This is a private key, which signs/);
        await me.press("Use its public half");
        await says(page, MATCHES);
        assert.doesNotMatch(await me.value("JWK text"), /priv/);
      }),
    );

    test(
      "an example of each is signed where the browser can, and refused with the reason where not",
      { timeout: 60_000 },
      () =>
        visit(async (page, me) => {
          for (const { name } of VECTORS) {
            await me.press("Clear everything");
            await me.choose("Algorithm to sign with", name);
            await me.press("Sign one now");
            if (!can) {
              await page.waitForSelector("::-p-text(This browser cannot make a key for this algorithm)");
              assert.equal(await me.value(TOKEN), "");
              continue;
            }
            await me.concludes(UNSUPPORTED);
            await says(page, MATCHES);
            const { kty, alg, priv } = JSON.parse(await me.value("JWK text"));
            assert.deepEqual([kty, alg, priv], ["AKP", name, undefined]);
            await me.press("Clear everything");
            await me.concludes("No token yet");
            assert.equal(await page.$(".ml-dsa"), null);
          }
        }),
    );

    test(
      "a token of the largest kind, with all that the page looks for in it, is shown in full",
      { timeout: 60_000 },
      () =>
        visit(async (page, me) => {
          const claims = {
            iss: "https://issuer.example",
            aud: "shop",
            password: "x",
            note: "a".repeat(3000),
            exp: inAnHour(),
          };
          const parts = [{ alg: "ML-DSA-87", typ: "at+jwt", kid: "k" }, claims].map((one) =>
            base64url(JSON.stringify(one)),
          );
          await me.write(TOKEN, [...parts, base64url(Buffer.alloc(4627))].join("."));
          await me.concludes(UNSUPPORTED);
          await me.press("Enter the public key");
          assert.equal(await page.evaluate(() => document.activeElement.id), "key-text");
          await page.waitForSelector("::-p-text(OAuth 2.0 access token)");
          // A long token is laid out when it has stood still.
          await page.waitForSelector("::-p-text(https://issuer.example)");
          const shown = await page.$eval(".seen", (one) => one.innerText);
          for (const wanted of [/https:\/\/issuer\.example/, /a{3000}/, /4,627 bytes/, /password/])
            assert.match(shown, wanted);
          await me.write("JWK text", JSON.stringify(publicHalf(VECTORS[2].jwk)));
          await says(page, MISMATCH);
          // A key of the core's own decides, as ever.
          await me.press("Secret", "tab");
          await me.write("Secret", SECRET);
          await me.concludes("Refused: the algorithm is not the key’s");
        }),
    );

    test(
      "a token is edited and signed again, with a given private key and with a new one",
      { timeout: 60_000 },
      () =>
        visit(async (page, me) => {
          const header = { alg: "ML-DSA-44", kid: "one" };
          const parts = [header, { sub: "arthur" }].map((one) => base64url(JSON.stringify(one)));
          await me.write(TOKEN, [...parts, "AAAA"].join("."));
          await me.press("Edit this token");
          const enter = async (jwk) => {
            await page.focus("#signing-text");
            await me.shortcut("a");
            await page.evaluate((text) => document.execCommand("insertText", false, text), jwk);
          };
          for (const [jwk, why] of [
            [publicHalf(ONE.jwk), "a private JWK of the type AKP is needed"],
            [{ ...ONE.jwk, priv: "AAAA" }, "the seed: 32 bytes"],
            [OTHER.jwk, "The key is for ML-DSA-65, the header says ML-DSA-44"],
          ]) {
            await enter(JSON.stringify(jwk));
            await page.waitForSelector(`::-p-text(${why})`);
          }
          await enter(JSON.stringify(ONE.jwk));
          await me.write("Payload", JSON.stringify({ sub: "marvin", exp: inAnHour() }));
          await me.press("Sign");
          if (!can) {
            await page.waitForSelector("::-p-text(It cannot be signed: this browser has no ML-DSA)");
            await me.press("Make a new key for ML-DSA-44");
            await page.waitForSelector("::-p-text(This browser cannot make a key for this algorithm)");
            return;
          }
          await says(page, MATCHES);
          const [signedHeader, payload] = (await me.value(TOKEN))
            .split(".")
            .map((part) => Buffer.from(part, "base64url"));
          assert.deepEqual(JSON.parse(signedHeader), { alg: "ML-DSA-44", typ: "JWT", kid: "one" });
          assert.equal(JSON.parse(payload).sub, "marvin");
          assert.equal(JSON.parse(await me.value("JWK text")).pub, ONE.jwk.pub);
          await me.press("Make a new key for ML-DSA-44");
          await page.waitForSelector("::-p-text(Anyone who has this key can sign in your name)");
          await me.press("Sign");
          await page.waitForFunction(
            (pub) => !document.querySelector("#key-text").value.includes(pub),
            {},
            ONE.jwk.pub,
          );
          await says(page, MATCHES);
          assert.equal(JSON.parse(await me.value("JWK text")).priv, undefined);
        }),
    );

    test("it is said in German as well, and announced", { timeout: 60_000 }, () =>
      visit(async (page, me) => {
        await me.write(TOKEN, ONE.token);
        await me.write("JWK text", JSON.stringify(publicHalf(ONE.jwk)));
        await says(page, MATCHES);
        const heard = (wanted) =>
          page.waitForFunction(
            (source) =>
              new RegExp(source).test(document.querySelector(".ml-dsa [aria-live=polite]")?.textContent),
            {},
            wanted.source,
          );
        await heard(can ? MATCHES : UNAVAILABLE);
        await me.choose("Language", "de");
        await heard(can ? /Die Signatur stimmt, sagt Ihr Browser/ : /Dieser Browser hat kein ML-DSA/);
        const words = await page.$eval(".ml-dsa", (one) => one.innerText);
        assert.doesNotMatch(words, /\b(?:the|is|are|your|says)\b/);
      }),
    );
  });
}

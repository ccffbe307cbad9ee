import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, person, start } from "./lib/both.js";
import { base64url, inAnHour, SECRET, signed, signedWith, tampered } from "./lib/tokens.js";

const TOKEN = "Paste a JSON Web Token below";

for (const browser of BROWSERS) {
  describe(browser.name, () => {
    let started;
    before(async () => {
      started = await start(browser);
    });
    after(() => started?.close());
    const visit = (...args) => started.visit(...args);

    test(`a whole session, in which nothing leaves the page`, { timeout: 120_000 }, () =>
      visit(async ({ page, site }) => {
        const me = person(page);
        await me.concludes("Not checked: no key");
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
        const own = new Set(site.requests);

        // Entered, cut out and pasted again. The addresses in it are where other inspectors go and ask.
        const header = {
          alg: "HS256",
          jku: "https://keys.attacker.example/",
          x5u: "http://attacker.example/",
        };
        const token = signed({ exp: inAnHour(), iss: "https://attacker.example", aud: "shop" }, { header });
        await me.write(TOKEN, token);
        await me.shortcut("a");
        await me.shortcut("x");
        await me.concludes("No token yet");
        await me.shortcut("v");
        await me.concludes("Not checked: no key");
        await me.type("Secret", SECRET);
        await me.concludes("Signature verified, but the token is refused");
        await me.press("Expect “shop”");
        await me.concludes("Signature verified");
        await me.write(TOKEN, tampered(token, 2));
        await me.concludes("Signature does not match");

        // A key set with an address in it, and a key that is dropped.
        const rsa = signedWith("RS256", { exp: inAnHour() }, { kid: "one" });
        await me.press("Clear everything");
        await me.concludes("No token yet");
        await me.write(TOKEN, rsa.token);
        await me.press("JWKS", "tab");
        const jwk = { ...rsa.publicJwk, kid: "one", x5u: "https://attacker.example/cert" };
        await me.drop("JWKS text", "jwks.json", JSON.stringify({ keys: [jwk] }));
        await me.concludes("Signature verified");
        await me.press("PEM", "tab");
        await me.drop("PEM text", "key.pem", rsa.publicPem);
        await me.concludes("Signature verified");

        // Edited and signed again.
        await me.press("Clear everything");
        await me.choose("Algorithm to sign with", "ES256");
        await me.press("Sign one now");
        await me.concludes("Signature verified");
        await me.press("Edit this token");
        await me.press("Make a new key for ES256");
        await me.write("Payload", JSON.stringify({ sub: "marvin", exp: inAnHour() }));
        await me.press("Sign");
        await me.concludes("Signature verified");
        assert.match(await me.value(TOKEN), new RegExp(`\\.${base64url('{"sub":"marvin"').slice(0, 18)}`));

        assert.equal(page.url(), site.address);
        assert.deepEqual(
          site.requests.filter((one) => !own.has(one)),
          [],
          "it asked its own host for more than its own files",
        );
        assert.ok(!site.requests.some((one) => one.includes("eyJ")));
        const kept = await page.evaluate(async () => ({
          local: localStorage.length,
          session: sessionStorage.length,
          databases: (await indexedDB.databases()).length,
          cookie: document.cookie,
          files: (
            await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
          )
            .flat()
            .map((request) => request.url),
        }));
        const { files, ...others } = kept;
        assert.deepEqual(others, { local: 0, session: 0, databases: 0, cookie: "" });
        assert.deepEqual(
          files.filter((file) => !file.startsWith(site.address) || /eyJ|attacker/.test(file)),
          [],
        );
      }),
    );

    test(`each algorithm signs and verifies`, { timeout: 120_000 }, () =>
      visit(async ({ page }) => {
        const me = person(page);
        for (const alg of ["HS512", "RS384", "PS256", "ES512", "EdDSA"]) {
          await me.press("Clear everything");
          await me.choose("Algorithm to sign with", alg);
          await me.press("Sign one now");
          await me.concludes("Signature verified");
          const header = (await me.value(TOKEN)).split(".")[0];
          assert.equal(JSON.parse(Buffer.from(header, "base64url")).alg, alg);
        }
      }),
    );

    test(`below a path and offline, the page that was kept answers`, { timeout: 120_000 }, () =>
      visit(
        async ({ page, site }) => {
          const me = person(page);
          await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
          await site.close();
          await page.reload({ waitUntil: "load" });
          await me.concludes("Not checked: no key");
          await me.press("Sign one now");
          await me.concludes("Signature verified");
        },
        { path: "/some/path/" },
      ),
    );

    test(`what a page tries to send elsewhere would be seen`, { timeout: 60_000 }, () =>
      assert.rejects(
        visit(async ({ page }) => {
          await page.goto("about:blank");
          await page.evaluate(() => fetch("http://canary.example/", { mode: "no-cors" }).catch(() => {}));
        }),
        /requests elsewhere: http:\/\/canary\.example/,
      ),
    );
  });
}

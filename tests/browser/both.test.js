import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { BROWSERS, person, start } from "./lib/both.js";
import { AUTH_SECRET, encrypted, session } from "./lib/encrypted.js";
import { base64url, inAnHour, SECRET, signed, signedWith, tampered } from "./lib/tokens.js";

const TOKEN = "Paste a JSON Web Token below";
const KEY = "Secret, public key or key set";

for (const browser of BROWSERS) {
  describe(browser.name, () => {
    let started;
    before(async () => {
      started = await start(browser);
    });
    after(() => started?.close());
    const visit = (...args) => started.visit(...args);

    test("an SD-JWT is opened, and refused when a disclosure does not belong to it", () =>
      visit(async ({ page }) => {
        const me = person(page);
        const name = base64url('["salt","given_name","Ada"]');
        const other = base64url('["salt","admin",true]');
        const _sd = [createHash("sha256").update(name).digest("base64url")];
        const token = signed({ exp: inAnHour(), _sd });
        await me.type(KEY, SECRET);
        await me.write(TOKEN, `${token}~${name}~`);
        await me.concludes("Signature verified");
        await page.waitForFunction(() => document.querySelector(".disclosure")?.innerText.includes("Ada"));
        await me.write(TOKEN, `${token}~${name}~${other}~`);
        await me.concludes("Refused: the disclosures do not match the token");
      }));

    test("a session of Auth.js, and a token for a private key, are decrypted", () =>
      visit(async ({ page }) => {
        const me = person(page);
        await me.type(KEY, AUTH_SECRET);
        await me.write(TOKEN, await session());
        await me.concludes("Decrypted");
        await page.waitForFunction(() =>
          document.querySelector(".decrypted-content")?.innerText.includes("Ada Lovelace"),
        );
        for (const [alg, type, options] of [
          ["ECDH-ES+A128KW", "x25519", {}],
          ["ECDH-ES", "ec", { namedCurve: "P-521" }],
          ["RSA-OAEP-256", "rsa", { modulusLength: 2048 }],
        ]) {
          const { publicKey, privateKey } = generateKeyPairSync(type, options);
          await me.write(TOKEN, await encrypted(publicKey, { alg, enc: "A128CBC-HS256" }));
          await me.write(KEY, JSON.stringify(privateKey.export({ format: "jwk" })));
          await me.concludes("Decrypted");
          if (type !== "x25519") continue;
          await me.write(KEY, privateKey.export({ type: "pkcs8", format: "pem" }));
          await me.concludes("Decrypted");
        }
      }));

    test("a key that was pasted with the token goes to the key field", () =>
      visit(async ({ page }) => {
        const me = person(page);
        const { token, publicPem } = signedWith("ES256", { sub: "ada", exp: inAnHour() });
        await me.paste(`curl -H 'Authorization: Bearer ${token}'\n\n${publicPem}`);
        await me.concludes("Signature verified");
        await page.waitForFunction(() =>
          document.querySelector(".notes")?.innerText.includes("Took the public key out of the same text."),
        );
        // The service worker would otherwise go on to fetch the files of a site that has ended.
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
      }));

    test(`a whole session, in which nothing leaves the page`, { timeout: 120_000 }, () =>
      visit(async ({ page, site }) => {
        const me = person(page);
        await me.concludes("No token yet");
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
        const own = new Set(site.requests);

        // The token is entered, cut and pasted again. It contains addresses that other inspectors request.
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
        await me.type(KEY, SECRET);
        await me.concludes("Signature verified");
        await me.press("aud shop: is this you?");
        await page.waitForSelector("::-p-text(All checks passed.)");
        await me.write(TOKEN, tampered(token, 2));
        await me.concludes("Signature does not match");

        // A key set with an address in it, and a key file that is dropped onto the page.
        const rsa = signedWith("RS256", { exp: inAnHour() }, { kid: "one" });
        await me.press("Clear everything");
        await me.concludes("No token yet");
        await me.write(TOKEN, rsa.token);
        const jwk = { ...rsa.publicJwk, kid: "one", x5u: "https://attacker.example/cert" };
        await me.drop(KEY, "jwks.json", JSON.stringify({ keys: [jwk] }));
        await me.concludes("Signature verified");
        await me.drop(KEY, "key.pem", rsa.publicPem);
        await me.concludes("Signature verified");

        // The token is edited and signed again.
        await me.press("Clear everything");
        await me.press("New token");
        await me.choose("Signing algorithm", "ES256");
        await me.press("Sign a new token");
        await me.concludes("Signature verified");
        await me.press("Edit & sign", "tab");
        await me.press("Sign with a new ES256 key");
        const edited = JSON.stringify({ sub: "marvin", exp: inAnHour() });
        await me.write("Payload", edited);
        await me.signs(edited);
        await me.press("Use this token");
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

    test("a time is moved with a button while one edits, it is signed at once, and Ctrl+Z takes it back", () =>
      visit(async ({ page }) => {
        const me = person(page);
        await me.press("Edit & sign", "tab");
        await me.write("Payload", '{ "exp":1e3,"n":1.0 }');
        await me.press("Sign with a new HS256 key");
        await me.signs('{"exp":1000,"n":1}');
        await me.press("exp: +1 h");
        assert.equal(await me.value("Payload"), '{ "exp":4600,"n":1.0 }');
        await me.signs('{"exp":4600,"n":1}');
        await me.press("exp: +1 day");
        await me.signs('{"exp":91000,"n":1}');
        await page.focus("#draft-payload");
        await me.shortcut("z");
        assert.equal(await me.value("Payload"), '{ "exp":4600,"n":1.0 }');
        await me.shortcut("z");
        assert.equal(await me.value("Payload"), '{ "exp":1e3,"n":1.0 }');
        await me.signs('{"exp":1000,"n":1}');
      }));

    test(`one field takes a secret in base64, masked, and an SSH key`, { timeout: 60_000 }, () =>
      visit(async ({ page }) => {
        const me = person(page);
        const isMasked = () =>
          page.$eval("#key-text", (field) => getComputedStyle(field).webkitTextSecurity === "disc");
        await me.write(TOKEN, signed({ exp: inAnHour() }));
        await me.write(KEY, Buffer.from(SECRET).toString("base64"));
        await me.concludes("Signature verified");
        assert.ok(await isMasked());
        const { token, publicJwk } = signedWith("EdDSA", { exp: inAnHour() });
        const parts = [Buffer.from("ssh-ed25519"), Buffer.from(publicJwk.x, "base64url")];
        const blob = Buffer.concat(parts.flatMap((part) => [Buffer.of(0, 0, 0, part.length), part]));
        await me.write(TOKEN, token);
        await me.write(KEY, `ssh-ed25519 ${blob.toString("base64")} me@host`);
        await me.concludes("Signature verified");
        assert.ok(!(await isMasked()));
      }),
    );

    test(`a paste is searched for its tokens, and undone`, { timeout: 60_000 }, () =>
      visit(async ({ page }) => {
        const me = person(page);
        const [access, id] = ["access", "id"].map((use) => signed({ use, exp: inAnHour() }));
        const { paste } = me;
        const holds = (token) =>
          page.waitForFunction((wanted) => document.querySelector("#token").value === wanted, {}, token);
        await paste(`curl -H "Authorization: Bearer ${access}" https://api.example`);
        await holds(access);
        await page.waitForSelector("::-p-text(Took the token out of a curl command.)");
        await me.type(KEY, SECRET);
        await me.concludes("Signature verified");
        await paste(JSON.stringify({ id_token: id, access_token: tampered(access, 2) }));
        await holds(id);
        await me.press("access_token", "radio");
        await me.concludes("This key is from the previous token");
        await page.evaluate(() => document.activeElement.blur());
        await me.shortcut("z");
        await holds(access);
        await me.concludes("Signature verified");
      }),
    );

    test(`two tokens are compared, and many are a table that one returns to`, { timeout: 60_000 }, () =>
      visit(async ({ page }) => {
        const me = person(page);
        const tokens = [60, 3360, -60].map((more, at) =>
          signed({ sub: `user-${at}`, exp: inAnHour() + more }),
        );
        const says = (selector, words) =>
          page.waitForFunction(
            (where, wanted) =>
              [...document.querySelectorAll(where)].some((one) => one.innerText.includes(wanted)),
            {},
            selector,
            words,
          );
        await me.write(TOKEN, tokens.slice(0, 2).join(" and "));
        await me.press("Compare them");
        await says(".compare-row", "55 minutes later");
        await me.press("Clear everything");
        await me.write(TOKEN, tokens.join("\n"));
        await me.type(KEY, SECRET);
        await says("h2", "3 tokens: 3 verified");
        await me.press("Open token 2");
        await me.concludes("Signature verified");
        await page.goBack();
        await says("h2", "3 tokens: 3 verified");
      }),
    );

    test(`each algorithm signs and verifies`, { timeout: 120_000 }, () =>
      visit(async ({ page }) => {
        const me = person(page);
        for (const alg of ["HS512", "RS384", "PS256", "ES512", "ES256K", "EdDSA"]) {
          await me.press("Clear everything");
          await me.press("New token");
          await me.choose("Signing algorithm", alg);
          await me.press("Sign a new token");
          await me.concludes("Signature verified");
          const header = (await me.value(TOKEN)).split(".")[0];
          assert.equal(JSON.parse(Buffer.from(header, "base64url")).alg, alg);
        }
      }),
    );

    test("a key of the last token is not held against the next one", () =>
      visit(async ({ page }) => {
        const me = person(page);
        await me.type(KEY, SECRET);
        await me.write(TOKEN, signed({ sub: "ada", exp: inAnHour() }));
        await me.concludes("Signature verified");
        await me.write(TOKEN, signed({ sub: "eve", exp: inAnHour() + 1 }, { secret: "y".repeat(40) }));
        await me.concludes("This key is from the previous token");
        await me.press("Remove the key");
        await me.concludes("Not checked: no key");
      }));

    test(`below a path and offline, the page that was kept answers`, { timeout: 120_000 }, () =>
      visit(
        async ({ page, site }) => {
          const me = person(page);
          await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
          await site.close();
          await page.reload({ waitUntil: "load" });
          await me.concludes("No token yet");
          await me.press("New token");
          await me.press("Sign a new token");
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

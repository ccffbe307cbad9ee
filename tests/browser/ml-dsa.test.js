/** ML-DSA is verified and signed by the package's own engine in every browser, which loads it when it is needed. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BROWSERS, person, start } from "./lib/both.js";
import { base64url, inAnHour, tampered } from "./lib/tokens.js";

const TOKEN = "Paste a JSON Web Token below";
const KEY = "Secret, public key or key set";

const VECTORS = JSON.parse(readFileSync(new URL("../vectors/ml-dsa.json", import.meta.url), "utf8")).cases;
const [ONE, OTHER] = VECTORS;

/** FIPS 204, table 2. */
const SIGNATURE_BYTES = { "ML-DSA-44": 2420, "ML-DSA-65": 3309, "ML-DSA-87": 4627 };

const publicHalf = ({ priv: _, ...jwk }) => jwk;

for (const browser of BROWSERS) {
  describe(browser.name, () => {
    let started;
    before(async () => {
      started = await start(browser);
    });
    after(() => started?.close());
    const visit = (act) => started.visit(({ page }) => act(page, person(page)));

    test("a token of each is signed with a new key, and verified", { timeout: 120_000 }, () =>
      visit(async (page, me) => {
        for (const { name } of VECTORS) {
          await me.press("Clear everything");
          await me.press("New token");
          await me.choose("Signing algorithm", name);
          await me.press("Sign a new token");
          await me.concludes("Signature verified");
          const bytes = SIGNATURE_BYTES[name].toLocaleString("en-GB");
          assert.match(await page.$eval(".legend", (one) => one.innerText), new RegExp(`${bytes} bytes`));
          const { kty, alg, priv } = JSON.parse(await me.value(KEY));
          assert.deepEqual([kty, alg, priv], ["AKP", name, undefined]);
        }
      }),
    );

    test("what was changed, and what another key signed, does not match", { timeout: 60_000 }, () =>
      visit(async (_page, me) => {
        await me.press("New token");
        await me.choose("Signing algorithm", "ML-DSA-44");
        await me.press("Sign a new token");
        await me.concludes("Signature verified");
        const token = await me.value(TOKEN);
        for (const part of [1, 2]) {
          await me.write(TOKEN, tampered(token, part));
          await me.concludes("Signature does not match");
        }
        await me.write(TOKEN, token);
        await me.concludes("Signature verified");
        await me.write(KEY, JSON.stringify(publicHalf(ONE.jwk)));
        await me.concludes("Signature does not match");
        await me.write(KEY, JSON.stringify(publicHalf(OTHER.jwk)));
        await me.concludes("Refused: the key is for another algorithm");
      }),
    );

    test("a token is edited and signed again with a given private key", { timeout: 60_000 }, () =>
      visit(async (page, me) => {
        const header = { alg: "ML-DSA-44", kid: "one" };
        const parts = [header, { sub: "arthur" }].map((one) => base64url(JSON.stringify(one)));
        await me.write(TOKEN, [...parts, "AAAA"].join("."));
        await me.press("Edit & sign", "tab");
        await (await page.waitForSelector(".signing-key summary")).click();
        await page.focus("#signing-text");
        await page.evaluate(
          (text) => document.execCommand("insertText", false, text),
          JSON.stringify(ONE.jwk),
        );
        await me.write("Payload", JSON.stringify({ sub: "marvin", exp: inAnHour() }));
        await page.waitForFunction(() => document.querySelector("#signed-token:not(.is-stale)")?.value);
        await me.press("Use this token");
        await me.concludes("Signature verified");
        assert.equal(JSON.parse(await me.value(KEY)).pub, ONE.jwk.pub);
      }),
    );
  });
}

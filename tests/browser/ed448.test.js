/** Ed448 is verified and signed by the package's own engine, which loads it when it is needed. */

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { BROWSERS, person, start } from "./lib/both.js";
import { base64url, inAnHour, tampered } from "./lib/tokens.js";

const TOKEN = "Paste a JSON Web Token below";
const KEY = "Secret, public key or key set";

const { publicKey, privateKey } = generateKeyPairSync("ed448");

function tokenBy(alg) {
  const input = [
    { alg, typ: "JWT" },
    { sub: "user-42", exp: inAnHour() },
  ]
    .map((part) => base64url(JSON.stringify(part)))
    .join(".");
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString("base64url")}`;
}

for (const browser of BROWSERS) {
  describe(browser.name, () => {
    let started;
    before(async () => {
      started = await start(browser);
    });
    after(() => started?.close());
    const visit = (act) => started.visit(({ page }) => act(page, person(page)));

    test("a token is signed with a new key, and verified", { timeout: 60_000 }, () =>
      visit(async (page, me) => {
        await me.press("New token");
        await me.choose("Signing algorithm", "Ed448");
        await me.press("Sign a new token");
        await me.concludes("Signature verified");
        assert.match(await page.$eval(".legend", (one) => one.innerText), /114 bytes/);
        const { kty, crv, d } = JSON.parse(await me.value(KEY));
        assert.deepEqual([kty, crv, d], ["OKP", "Ed448", undefined]);
        await me.write(TOKEN, tampered(await me.value(TOKEN), 1));
        await me.concludes("Signature does not match");
      }),
    );

    test("tokens of node:crypto, by either name, with each form of the key", { timeout: 60_000 }, () =>
      visit(async (_page, me) => {
        const jwk = publicKey.export({ format: "jwk" });
        for (const name of ["Ed448", "EdDSA"]) {
          await me.write(TOKEN, tokenBy(name));
          for (const key of [
            publicKey.export({ format: "pem", type: "spki" }),
            JSON.stringify(jwk),
            JSON.stringify({ ...jwk, alg: name }),
            JSON.stringify({ keys: [jwk] }),
          ]) {
            await me.write(KEY, key);
            await me.concludes("Signature verified");
          }
          const { publicKey: other } = generateKeyPairSync("ed448");
          await me.write(KEY, other.export({ format: "pem", type: "spki" }));
          await me.concludes("Signature does not match");
        }
      }),
    );
  });
}

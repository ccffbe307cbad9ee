// WebKit is the engine of Safari, and of nearly every browser on an iPhone. Here it is WebKitGTK.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { after, before, test } from "node:test";
import { encrypted } from "./lib/encrypted.js";
import { serve } from "./lib/site.js";
import { SIMPLE_JWT } from "./lib/tokens.js";
import { startWebKit } from "./lib/webkit.js";

let webkit;
let site;
before(async () => {
  [webkit, site] = await Promise.all([startWebKit(), serve()]);
});
after(() => Promise.all([webkit?.close(), site?.close()]));

test("WebKit starts with an empty field in focus, judges what is pasted, and verifies an example", async () => {
  const { page } = webkit;
  await page.open(site.address);
  await page.concludes("No token yet");
  assert.equal(await page.evaluate("return document.activeElement.id"), "token");

  // Through the clipboard of the display, as a person pastes.
  await page.type("token", `Authorization: Bearer ${SIMPLE_JWT}`);
  await page.shortcut("a");
  await page.shortcut("x");
  assert.equal(await page.evaluate("return document.getElementById('token').value"), "");
  await page.shortcut("v");
  await page.concludes("Expired; not checked: no key");
  assert.equal(await page.evaluate("return document.getElementById('token').value"), SIMPLE_JWT);
  await page.sees("return document.querySelector('.shown')?.innerText.includes('token_type')");

  await page.press("Try an example");
  await page.concludes("Signature verified");
  await page.sees("return document.querySelector('.shown')?.innerText.includes('https://issuer.example')");
});

// WebKitGTK refuses such a file. Other browsers read it.
test("WebKit reads the file of an X25519 key that begins with a zero byte", async () => {
  const { page } = webkit;
  const jwk = {
    kty: "OKP",
    crv: "X25519",
    x: "hq8BeTYnnkmThj1Ublt8oJQsOR0MzK9M3hQbPf14_UM",
    d: "ABVFS38jxMuoYUOhuprPQhWUbBojVFI6mmEO7Mi892c",
  };
  const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
  const token = await encrypted(createPublicKey(privateKey), { alg: "ECDH-ES", enc: "A256GCM" });
  await page.open(site.address);
  await page.concludes("No token yet");
  await page.type("token", token);
  await page.concludes("Encrypted, not signed");
  await page.type("key-text", privateKey.export({ type: "pkcs8", format: "pem" }));
  await page.concludes("Decrypted");
});

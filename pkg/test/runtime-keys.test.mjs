// Keys of the runtime (CryptoKey, KeyObject), given in place of a key of the package.
import assert from "node:assert/strict";
import { createSecretKey, webcrypto, X509Certificate } from "node:crypto";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer } from "jwt-wasm/issuer";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { certificate, kindOf } from "./key-forms.mjs";
import { refusal, signed } from "./support.mjs";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwkOf = pair.publicKey.export({ format: "jwk" });
const { subtle } = webcrypto;
const hmac = { name: "HMAC", hash: "SHA-256" };

/** Keys of the runtime, with the advice that the error gives. */
const RUNTIME_KEYS = {
  "a public KeyObject": [pair.publicKey, /jwk\(key\.export\(\{ format: "jwk" \}\), algorithm\)/],
  "a private KeyObject": [pair.privateKey, /jwk\(key\.export\(\{ format: "jwk" \}\), algorithm\)/],
  "a secret KeyObject": [
    createSecretKey(Buffer.alloc(32)),
    /jwk\(key\.export\(\{ format: "jwk" \}\), algorithm\)/,
  ],
  "a CryptoKey": [await subtle.generateKey(hmac, true, ["sign"]), /cryptoKey\(key, algorithm\)/],
  "a CryptoKey that stays": [await subtle.generateKey(hmac, false, ["sign"]), /cryptoKey\(key, algorithm\)/],
  "a proxy of a CryptoKey": [new Proxy(await subtle.generateKey(hmac, false, ["sign"]), {}), /./],
  "a certificate": [
    new X509Certificate(certificate(kindOf("P-256"))),
    /publicKey\(certificate\.toString\(\), algorithm\)/,
  ],
  "a JSON Web Key": [jwkOf, /jwk\(…\)/],
};

for (const [name, [key, message]] of Object.entries(RUNTIME_KEYS)) {
  test(`the error for ${name} says how it becomes a key`, async () => {
    for (const call of [
      () => api.secretKey(key, "HS256"),
      () => api.publicKey(key, "ES256"),
      () => api.privateKey(key, "ES256"),
      () => api.verifySync("a.b.c", key),
      () => api.verifyJwsSync("a.b.c", key),
      () => api.signSync({}, key),
      () => api.createVerifier({ key }),
    ]) {
      const error = refusal(call);
      assert.equal(error.code, "key_invalid");
      assert.match(error.message, message);
    }
    for (const call of [
      () => api.verify("a.b.c", key),
      () => api.sign({}, key),
      () => api.verifyJws("a.b.c", key),
    ]) {
      await assert.rejects(call, message);
    }
    if (key !== jwkOf) {
      assert.match(refusal(() => api.jwk(key, "ES256")).message, message);
      // An entry that cannot be used is left out of a set. The tokens that need it are refused with the reason.
      const set = api.jwks({ keys: [key] });
      assert.match(refusal(() => api.verifyJwsSync(signed("{}"), set)).message, message);
      assert.match(refusal(() => api.thumbprint(key)).message, message);
    }
    assert.match(refusal(() => createGate({ key, origin: () => new Response("") })).message, message);
    assert.match(refusal(() => createTokenIssuer({ key })).message, message);
  });
}

test("the advice for a CryptoKey works, also for one that stays", async () => {
  for (const isExtractable of [true, false]) {
    const key = api.cryptoKey(await subtle.generateKey(hmac, isExtractable, ["sign", "verify"]), "HS256");
    const { payload } = await api.verify(await api.sign({ sub: "a" }, key, { expiresIn: 9 }), key);
    assert.equal(payload.sub, "a");
  }
});

test("the advice for a KeyObject works", async () => {
  const secret = createSecretKey(Buffer.alloc(32, 7));
  const made = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const key = api.jwk(secret.export({ format: "jwk" }), "HS256");
  assert.equal(api.verifySync(api.signSync({ sub: "a" }, key, { expiresIn: 9 }), key).payload.sub, "a");
  const signer = api.jwk(await subtle.exportKey("jwk", made.privateKey), "ES256");
  const verifier = api.jwk(await subtle.exportKey("jwk", made.publicKey), "ES256");
  assert.equal(
    api.verifySync(api.signSync({ sub: "b" }, signer, { expiresIn: 9 }), verifier).payload.sub,
    "b",
  );
  const file = new X509Certificate(certificate(kindOf("P-256"))).toString();
  assert.deepEqual(api.publicKey(file, "ES256").algorithms, ["ES256"]);
});

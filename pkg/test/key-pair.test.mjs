// generateKeyPair, for every algorithm, by the host and by the engines.
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { generateKeyPair, jwk, sign, thumbprint, verify } from "jwt-wasm";
import { ALGORITHMS } from "../dist/names.js";
import { failure } from "./outside.mjs";

const refused = (call) => failure((async () => call())());

const PAIRS = ALGORITHMS.filter((name) => !name.startsWith("HS"));

for (const alg of PAIRS) {
  test(`${alg}: what was made signs and verifies, also after it was stored`, async () => {
    const { privateKey, publicKey, privateJwk } = await generateKeyPair(alg);
    assert.deepEqual([privateKey.algorithms, publicKey.algorithms], [[alg], [alg]]);
    const stored = jwk(JSON.parse(JSON.stringify(privateJwk)), alg);
    for (const key of [privateKey, stored]) {
      const token = await sign({ sub: "user-42" }, key, { expiresIn: 300 });
      assert.equal((await verify(token, publicKey)).payload.sub, "user-42");
    }
    assert.equal(privateJwk.alg, alg);
    assert.deepEqual(publicKey.toPublicJwk(), stored.toPublicJwk());
    assert.equal("d" in publicKey.toPublicJwk() || "priv" in publicKey.toPublicJwk(), false);
    const other = await generateKeyPair(alg);
    assert.notEqual(thumbprint(other.privateJwk), thumbprint(privateJwk));
  });
}

test("an RSA key has 2048 bits and the exponent 65537, and node:crypto reads it", async () => {
  const { privateJwk } = await generateKeyPair("PS384");
  const { asymmetricKeyDetails } = createPrivateKey({ key: privateJwk, format: "jwk" });
  assert.equal(asymmetricKeyDetails.modulusLength, 2048);
  assert.equal(asymmetricKeyDetails.publicExponent, 65537n);
});

test("without WebCrypto, an engine makes what is only random bytes, and the rest is refused", async () => {
  const whole = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  const { crypto } = globalThis;
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues }, configurable: true });
  try {
    for (const alg of ["EdDSA", "Ed25519", "Ed448", "ES256K", "ML-DSA-44"]) {
      const { privateKey, publicKey } = await generateKeyPair(alg);
      const token = await sign({ sub: "user-42" }, privateKey, { expiresIn: 300 });
      assert.equal((await verify(token, publicKey)).payload.sub, "user-42");
    }
    for (const alg of ["ES256", "RS256"]) {
      assert.equal((await refused(() => generateKeyPair(alg))).code, "sync_unavailable");
    }
  } finally {
    Object.defineProperty(globalThis, "crypto", whole);
  }
});

test("a secret is not a pair, and an unknown algorithm is refused", async () => {
  for (const alg of ["HS256", "none", "ES255", undefined, 256, "__proto__"]) {
    const error = await refused(() => generateKeyPair(alg));
    assert.equal(error.code, "options_invalid", String(alg));
  }
});

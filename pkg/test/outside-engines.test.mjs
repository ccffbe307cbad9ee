// Keys that stay where they are, for the algorithms that not every host has: ES256K and ML-DSA.
import assert from "node:assert/strict";
import * as node from "node:crypto";
import { test } from "node:test";
import { cryptoKey, externalKey, generateKeyPair, jwk, sign, signJws, verify } from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { failure } from "./outside.mjs";

const refused = (call) => failure((async () => call())());

const ML_DSA = ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];
const SUBJECT = { sub: "user-42" };
const secp256k1 = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
const openCurve = jwk(secp256k1.publicKey.export({ format: "jwk" }), "ES256K");

const claimsOf = async (token, key) => (await verify(token, key)).payload;

test("a KeyObject on secp256k1 signs and verifies, and no other algorithm takes it", async () => {
  const [own, open] = [secp256k1.privateKey, secp256k1.publicKey].map((key) => cryptoKey(key, "ES256K"));
  const token = await sign(SUBJECT, own, { expiresIn: 300 });
  assert.equal((await claimsOf(token, open)).sub, "user-42");
  assert.equal((await claimsOf(token, openCurve)).sub, "user-42");
  const error = await refused(() => cryptoKey(secp256k1.privateKey, "ES256"));
  assert.equal(error.code, "key_invalid");
});

test("a service signs with ES256K, in JOSE's form and in DER", async () => {
  for (const [format, dsaEncoding] of [
    ["jose", "ieee-p1363"],
    ["der", "der"],
  ]) {
    for (const publicKey of [openCurve, undefined]) {
      const key = externalKey({
        alg: "ES256K",
        format,
        ...(publicKey && { publicKey }),
        sign: (input) => node.sign("sha256", input, { key: secp256k1.privateKey, dsaEncoding }),
      });
      const token = await sign(SUBJECT, key, { expiresIn: 300 });
      assert.equal((await claimsOf(token, openCurve)).sub, "user-42");
    }
  }
});

for (const alg of ML_DSA) {
  test(`a service signs with ${alg}, and its lies are found`, async () => {
    const { privateKey, publicKey } = await generateKeyPair(alg);
    const other = await generateKeyPair(alg);
    /** Stands for a service: what it signs is a signing input, so the package can sign the same. */
    const service = (key) => async (input) => {
      const [header, payload] = Buffer.from(input).toString().split(".");
      const { typ } = JSON.parse(Buffer.from(header, "base64url"));
      const token = await signJws(Buffer.from(payload, "base64url"), key, { typ });
      assert.ok(token.startsWith(`${header}.${payload}.`));
      return Buffer.from(token.split(".")[2], "base64url");
    };
    for (const half of [publicKey, undefined]) {
      const key = externalKey({ alg, ...(half && { publicKey: half }), sign: service(privateKey) });
      const token = await sign(SUBJECT, key, { expiresIn: 300 });
      assert.equal((await claimsOf(token, publicKey)).sub, "user-42");
      if (half) assert.deepEqual(key.toPublicJwk(), publicKey.toPublicJwk());
    }
    const lying = externalKey({ alg, publicKey, sign: service(other.privateKey) });
    const lie = await refused(() => sign(SUBJECT, lying, { expiresIn: 300 }));
    assert.equal(lie.reason, "public_half_differs");
    const short = externalKey({ alg, sign: () => new Uint8Array(64) });
    const tooShort = await refused(() => sign(SUBJECT, short, { expiresIn: 300 }));
    assert.deepEqual([tooShort.code, tooShort.part], ["options_invalid", "sign"]);
    const wrong = ML_DSA.find((name) => name !== alg);
    const another = await refused(() =>
      externalKey({ alg: wrong, publicKey, sign: () => new Uint8Array(64) }),
    );
    assert.equal(another.code, "options_invalid");
  });
}

test("a host's own ML-DSA keys stay there, if the host has ML-DSA", async (context) => {
  for (const alg of ML_DSA) {
    let pair;
    try {
      pair = generateKeyPairSync(alg.toLowerCase());
    } catch {
      // Node 20 to 24.6 have none. The engine of the package computes there, which ml-dsa.test.mjs tests.
      context.diagnostic(`this Node has no ${alg}`);
      return;
    }
    const own = cryptoKey(pair.privateKey, alg);
    const open = cryptoKey(pair.publicKey, alg);
    const token = await sign(SUBJECT, own, { expiresIn: 300 });
    assert.equal((await claimsOf(token, open)).sub, "user-42");
    assert.equal((await claimsOf(token, jwk(pair.publicKey.export({ format: "jwk" }), alg))).sub, "user-42");
    const web = await crypto.subtle.generateKey({ name: alg }, false, ["sign", "verify"]);
    const fromWeb = await sign(SUBJECT, cryptoKey(web.privateKey, alg), { expiresIn: 300 });
    assert.equal((await claimsOf(fromWeb, cryptoKey(web.publicKey, alg))).sub, "user-42");
    const error = await refused(() =>
      cryptoKey(
        web.publicKey,
        ML_DSA.find((name) => name !== alg),
      ),
    );
    assert.equal(error.code, "key_invalid");
  }
});

// A key that is freed while WebCrypto works with it. The host's copy of the private key must not outlive the call.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

process.getBuiltinModule = undefined;
const { decrypt, encrypt, encryptionKey } = await import("jwt-wasm/jwe");

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const { subtle } = crypto;
const { importKey } = subtle;
/** What was imported, and what is called while the next import is under way. */
let imported = [];
let meanwhile = () => {};
subtle.importKey = async (...args) => {
  const key = await importKey.apply(subtle, args);
  imported.push(new WeakRef(key));
  meanwhile();
  return key;
};

async function pair() {
  const made = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const jwks = await Promise.all(
    [made.publicKey, made.privateKey].map((key) => subtle.exportKey("jwk", key)),
  );
  return jwks.map(({ kty, crv, x, y, d }) =>
    encryptionKey({ kty, crv, x, y, ...(d && { d }) }, { alg: "ECDH-ES", enc: "A128GCM" }),
  );
}

async function left() {
  for (let round = 0; round < 5; round++) {
    await new Promise((done) => setImmediate(done));
    collect();
  }
  return imported.filter((key) => key.deref() !== undefined).length;
}

test("a key that is freed between two calls is freed in the host as well", async () => {
  const [publicKey, privateKey] = await pair();
  const token = await encrypt({ sub: "a" }, publicKey, { expiresIn: 60 });

  imported = [];
  assert.equal((await decrypt(token, privateKey)).payload.sub, "a");
  assert.equal(await left(), 1, "it is kept for the next token");
  assert.equal((await decrypt(token, privateKey)).payload.sub, "a");

  privateKey.free();
  assert.equal(await left(), 0);
});

test("a key that is freed during decryption does not return to the host's keys", async () => {
  const [publicKey, privateKey] = await pair();
  const token = await encrypt({ sub: "a" }, publicKey, { expiresIn: 60 });
  publicKey.free();

  imported = [];
  meanwhile = () => privateKey.free();
  assert.equal((await decrypt(token, privateKey)).payload.sub, "a");
  meanwhile = () => {};
  assert.equal(await left(), 0);
  await assert.rejects(decrypt(token, privateKey), { code: "key_invalid", reason: "freed" });
});

test("a key that is freed during encryption does not return to the host's keys", async () => {
  const [publicKey, privateKey] = await pair();
  imported = [];
  meanwhile = () => publicKey.free();
  const token = await encrypt({ sub: "a" }, publicKey, { expiresIn: 60 });
  meanwhile = () => {};
  assert.equal(await left(), 0);
  assert.equal((await decrypt(token, privateKey)).payload.sub, "a");
});

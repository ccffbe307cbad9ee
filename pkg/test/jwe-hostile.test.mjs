// Gives hostile values to the functions of jwt-wasm/jwe. Every error must be a JwtError, and no call may hang.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { ERROR_CODES, JwtError } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import * as jwe from "jwt-wasm/jwe";
import { inGoodTime, VALUES } from "./hostile.mjs";

const SPARSE = new Array(2 ** 32 - 1);
const values = Object.entries({ ...VALUES, "a list with billions of holes": SPARSE });

/** Asserts that the call returns, or throws a JwtError. */
async function answersAll(what, call) {
  for (const [name, value] of values) {
    try {
      await inGoodTime(() => call(value));
    } catch (thrown) {
      assert.ok(thrown instanceof JwtError, `${what}: ${name}: ${thrown?.stack ?? String(thrown)}`);
      assert.ok(ERROR_CODES.includes(thrown.code), `${what}: ${name}`);
    }
  }
}

const key = jwe.encryptionKey(new Uint8Array(32), { alg: "dir", enc: "A256GCM" });
const token = jwe.encryptSync({ sub: "a" }, key, { expiresIn: 60 });
const pem = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  type: "pkcs8",
  format: "pem",
});
const bound = { alg: "dir", enc: "A256GCM" };

const ARGUMENTS = {
  authJsKey: ["secret", { cookie: "c" }],
  encryptionKey: [new Uint8Array(32), bound],
  encryptionKeyFile: [pem, { alg: "RSA-OAEP", enc: "A256GCM" }],
  decrypt: [token, key, {}],
  decryptSync: [token, key, {}],
  decryptJwe: [token, key, {}],
  decryptJweSync: [token, key, {}],
  decrypter: [key, {}],
  encrypt: [{}, key, {}],
  encryptSync: [{}, key, {}],
  sessionToken: ["a=b", "a"],
};

const DECRYPT = ["audience", "claims", "maxTokenLength", "nested", "now", "schema", "stackTraces", "typ"];
const OPTIONS = {
  authJsKey: ["cookie", "version"],
  encryptionKey: ["alg", "enc"],
  encryptionKeyFile: ["alg", "enc"],
  decrypt: DECRYPT,
  decryptSync: DECRYPT,
  decryptJwe: ["maxTokenLength", "stackTraces"],
  decryptJweSync: ["maxTokenLength", "stackTraces"],
  decrypter: ["nested"],
};

test("arguments of every function", async () => {
  assert.deepEqual(Object.keys(jwe).sort(), Object.keys(ARGUMENTS).sort());
  for (const [name, args] of Object.entries(ARGUMENTS)) {
    for (const index of args.keys()) {
      await answersAll(`${name}, argument ${index}`, (value) => jwe[name](...args.with(index, value)));
    }
  }
});

test("options", async () => {
  for (const [name, options] of Object.entries(OPTIONS)) {
    const [args, last] = [ARGUMENTS[name].slice(0, -1), ARGUMENTS[name].at(-1)];
    for (const option of options) {
      await answersAll(`${name}, ${option}`, (value) => jwe[name](...args, { ...last, [option]: value }));
    }
  }
  await answersAll("enc in a list", (value) =>
    jwe.encryptionKey(new Uint8Array(32), { ...bound, enc: [value] }),
  );
  await answersAll("a secret in a list", (value) => jwe.authJsKey([value], { cookie: "c" }));
  await answersAll("nested.key", (value) => jwe.decrypter(key, { nested: { key: value } }));
});

test("members of a JWK and of a set", async () => {
  const jwk = { kty: "EC", crv: "P-256", x: "AAAA", y: "AAAA", d: "AAAA", alg: "ECDH-ES" };
  for (const member of ["kty", "crv", "x", "y", "d", "alg", "kid", "use", "key_ops"]) {
    await answersAll(member, (value) => jwe.encryptionKey({ ...jwk, [member]: value }, { enc: "A256GCM" }));
  }
  await answersAll("keys", (value) => jwe.encryptionKey({ keys: value }, { enc: "A256GCM" }));
  await answersAll("a key of a set", (value) => jwe.encryptionKey({ keys: [value] }, { enc: "A256GCM" }));
});

test("the gate's options for a decrypter", async () => {
  const gate = (more) => createGate({ key: jwe.decrypter(key), origin: () => new Response(""), ...more });
  await answersAll("chunks", (value) => gate({ tokenFrom: { cookie: "a", chunks: value } }));
  await answersAll("cookie", (value) => gate({ tokenFrom: { cookie: value, chunks: true } }));
});

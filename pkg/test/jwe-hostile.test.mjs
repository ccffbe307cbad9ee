// Gives hostile values to the functions of jwt-wasm/jwe. Every error must be a JwtError, and no call may hang.
import assert from "node:assert/strict";
import crypto, { generateKeyPairSync } from "node:crypto";
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

const isKeyRefusal = (error) => {
  assert.ok(error instanceof JwtError, error.stack);
  assert.deepEqual([error.code, error.reason], ["key_invalid", "engine_refused"]);
  return true;
};

/** Runs it with node:crypto, and with WebCrypto as in a runtime that is not Node. */
async function byEachHost(run) {
  await run();
  const own = Object.getOwnPropertyDescriptor(process, "versions");
  Object.defineProperty(process, "versions", { ...own, value: { ...process.versions, bun: "1" } });
  try {
    await run();
  } finally {
    Object.defineProperty(process, "versions", own);
  }
}

test("a public key of small order gives no shared secret, and no token", async () => {
  const small = [
    Buffer.alloc(32),
    Buffer.alloc(32, 1).fill(0, 1),
    Buffer.from("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", "hex"),
    Buffer.from("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157", "hex"),
    Buffer.alloc(32, 0xff).fill(0xec, 0, 1).fill(0x7f, 31),
  ];
  for (const point of small) {
    const jwk = { kty: "OKP", crv: "X25519", x: point.toString("base64url") };
    for (const alg of ["ECDH-ES", "ECDH-ES+A128KW"]) {
      const key = jwe.encryptionKey(jwk, { alg, enc: "A256GCM" });
      assert.throws(() => jwe.encryptSync({}, key), isKeyRefusal);
      await byEachHost(() => assert.rejects(jwe.encrypt({}, key), isKeyRefusal));
    }
  }
});

test("what the host's AES-GCM throws is a JwtError", (context) => {
  const claims = { text: "a".repeat(1000) };
  const token = jwe.encryptSync(claims, key, { expiresIn: 60 });
  const wrapping = jwe.encryptionKey(new Uint8Array(32), { alg: "A256KW", enc: "A256GCM" });
  const wrapped = jwe.encryptSync(claims, wrapping, { expiresIn: 60 });
  const { mock } = context;
  const mocked = ["createCipheriv", "createDecipheriv"].map((name) =>
    mock.method(crypto, name, () => {
      throw new Error("disabled for FIPS");
    }),
  );
  const fresh = jwe.encryptionKey(new Uint8Array(32), bound);
  for (const [one, sealed] of [
    [key, token],
    [fresh, token],
    [wrapping, wrapped],
  ]) {
    assert.throws(() => jwe.encryptSync(claims, one), isKeyRefusal);
    assert.throws(() => jwe.decryptSync(sealed, one), isKeyRefusal);
  }
  for (const { mock } of mocked) mock.restore();
  assert.equal(jwe.decryptSync(wrapped, wrapping).payload.text, claims.text);
});

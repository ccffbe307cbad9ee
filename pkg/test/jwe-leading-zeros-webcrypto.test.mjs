// WebKitGTK leaves out the leading zero bytes of what RSA-OAEP decrypts. Here Node's WebCrypto is made to do the same.
import assert from "node:assert/strict";
import { test } from "node:test";

process.getBuiltinModule = undefined;
const { decrypt, encrypt, encryptionKey } = await import("jwt-wasm/jwe");

const { subtle } = crypto;
const SIZES = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  "A128CBC-HS256": 32,
  "A192CBC-HS384": 48,
  "A256CBC-HS512": 64,
};

const RSA = {
  name: "RSA-OAEP",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};
const pair = await subtle.generateKey(RSA, true, ["encrypt", "decrypt"]);
const jwks = await Promise.all([pair.publicKey, pair.privateKey].map((key) => subtle.exportKey("jwk", key)));

function keys(enc) {
  return jwks.map(({ key_ops: _, ext: __, ...jwk }) => encryptionKey(jwk, { enc }));
}

const { encrypt: encryptByHost, decrypt: decryptByHost } = subtle;
let encrypted = [];
subtle.encrypt = (algorithm, key, bytes) => {
  if (algorithm.name === "RSA-OAEP") encrypted.push(Uint8Array.from(bytes));
  return encryptByHost.call(subtle, algorithm, key, bytes);
};
subtle.decrypt = async (algorithm, key, bytes) => {
  const decrypted = new Uint8Array(await decryptByHost.call(subtle, algorithm, key, bytes));
  const first = decrypted.findIndex((byte) => byte !== 0);
  return (algorithm.name === "RSA-OAEP" ? decrypted.slice(first < 0 ? decrypted.length : first) : decrypted)
    .buffer;
};

/** A token whose content key begins with so many zero bytes. */
async function tokenWith(zeros, publicKey) {
  const { getRandomValues } = crypto;
  crypto.getRandomValues = (bytes) => getRandomValues.call(crypto, bytes).fill(1).fill(0, 0, zeros);
  try {
    return await encrypt({ sub: "a" }, publicKey, { expiresIn: 60 });
  } finally {
    crypto.getRandomValues = getRandomValues;
  }
}

for (const [enc, size] of Object.entries(SIZES)) {
  test(`${enc}: the zero bytes are put back`, async () => {
    const [publicKey, privateKey] = keys(enc);
    for (const zeros of [0, 1, 2, 8, size - 1, size]) {
      encrypted = [];
      const token = await tokenWith(zeros, publicKey);
      const expected = new Uint8Array(size).fill(1).fill(0, 0, zeros);
      assert.deepEqual(encrypted, [expected]);
      assert.equal((await decrypt(token, privateKey)).payload.sub, "a", `${zeros} zero bytes`);
    }
  });
}

test("the runtime is tried once, and not for each key", async () => {
  const [publicKey, privateKey] = keys("A256GCM");
  const token = await tokenWith(1, publicKey);
  encrypted = [];
  assert.equal((await decrypt(token, privateKey)).payload.sub, "a");
  assert.deepEqual(encrypted, []);
});

test("a token that was changed is still refused", async () => {
  const [publicKey, privateKey] = keys("A256GCM");
  const parts = (await tokenWith(1, publicKey)).split(".");
  parts[4] = `${parts[4][0] === "A" ? "B" : "A"}${parts[4].slice(1)}`;
  await assert.rejects(decrypt(parts.join("."), privateKey), { code: "decryption_failed" });
});

// A content key that is too short, in a runtime that decrypts it as it is. Zero bytes are put back only where it does not.
import assert from "node:assert/strict";
import { test } from "node:test";

process.getBuiltinModule = undefined;
const { decryptJwe, encryptionKey } = await import("jwt-wasm/jwe");

const { subtle } = crypto;
const RSA = {
  name: "RSA-OAEP",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};
const pair = await subtle.generateKey(RSA, true, ["encrypt", "decrypt"]);
const { key_ops: _, ext: __, ...jwk } = await subtle.exportKey("jwk", pair.privateKey);
const privateKey = encryptionKey(jwk, { enc: "A256GCM" });

const base64url = (bytes) => Buffer.from(bytes).toString("base64url");

/** The content is encrypted with this key, of which RSA-OAEP encrypts what is behind so many bytes. */
async function tokenOf(contentKey, left) {
  const header = base64url(JSON.stringify({ alg: "RSA-OAEP-256", enc: "A256GCM" }));
  const encryptedKey = await subtle.encrypt({ name: "RSA-OAEP" }, pair.publicKey, contentKey.slice(left));
  const key = await subtle.importKey("raw", contentKey, "AES-GCM", false, ["encrypt"]);
  const iv = new Uint8Array(12);
  const additionalData = new TextEncoder().encode(header);
  const sealed = await subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    key,
    new Uint8Array([1, 2, 3]),
  );
  const parts = [encryptedKey, iv, sealed.slice(0, -16), sealed.slice(-16)].map(base64url);
  return [header, ...parts].join(".");
}

const contentKey = (zeros) => new Uint8Array(32).fill(7).fill(0, 0, zeros);

for (const zeros of [0, 1, 2, 31]) {
  test(`a content key that begins with ${zeros} zero bytes decrypts`, async () => {
    const { content } = await decryptJwe(await tokenOf(contentKey(zeros), 0), privateKey);
    assert.deepEqual([...content], [1, 2, 3]);
  });
}

for (const missing of [1, 2, 31]) {
  test(`a content key without its first ${missing} zero bytes is refused`, async () => {
    const token = await tokenOf(contentKey(missing), missing);
    await assert.rejects(decryptJwe(token, privateKey), { name: "JwtError", code: "decryption_failed" });
  });
}

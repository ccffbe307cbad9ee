// Stored keys as an encrypted key set. Other libraries can read it, and a change to it is noticed.
import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { test } from "node:test";
import { inspect } from "node:util";
import { generateSecret, JwtError } from "jwt-wasm";
import { decryptJwks, encryptJwks, keyRing } from "jwt-wasm/issuer";

const SECRET = generateSecret("HS256");
const ring = keyRing([], { publishAhead: 3600, retireAfter: 3600, algorithm: "RS256" });
await ring.rotate();
const stored = ring.toPrivateJwks();
const text = await encryptJwks(stored, SECRET);

async function code(act) {
  try {
    await act();
  } catch (error) {
    assert.ok(error instanceof JwtError, inspect(error));
    for (const key of stored.keys) assert.ok(!inspect(error).includes(key.d));
    assert.ok(!inspect(error).includes(text.slice(-20)));
    return error.code;
  }
  return "none";
}

test("the keys come back, and no two texts are alike", async () => {
  assert.deepEqual(await decryptJwks(text, SECRET), stored);
  assert.deepEqual(await decryptJwks(text, Buffer.from(SECRET).toString("base64url")), stored);
  assert.notEqual(await encryptJwks(stored, SECRET), text);
  const again = keyRing(await decryptJwks(text, SECRET), { publishAhead: 3600, retireAfter: 3600 });
  assert.deepEqual(again.state, ring.state);
  const large = { keys: Array.from({ length: 200 }, (_, place) => ({ ...stored.keys[0], kid: `${place}` })) };
  assert.deepEqual(await decryptJwks(await encryptJwks(large, SECRET), SECRET), large);
});

test("the encrypted set is a JWE: Node's own AES-GCM reads it, and its output is read here", async () => {
  const [header, key, iv, content, tag] = text.split(".");
  const bytes = (part) => Buffer.from(part, "base64url");
  assert.equal(key, "");
  assert.deepEqual(JSON.parse(bytes(header)), { alg: "dir", enc: "A256GCM", cty: "jwk-set+json" });
  const decipher = createDecipheriv("aes-256-gcm", SECRET, bytes(iv))
    .setAAD(Buffer.from(header))
    .setAuthTag(bytes(tag));
  assert.deepEqual(JSON.parse(Buffer.concat([decipher.update(bytes(content)), decipher.final()])), stored);

  const made = (head, plain) => {
    const aad = Buffer.from(JSON.stringify(head)).toString("base64url");
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", SECRET, nonce).setAAD(Buffer.from(aad));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return [aad, "", ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(
      ".",
    );
  };
  const head = { enc: "A256GCM", alg: "dir" };
  assert.deepEqual(await decryptJwks(made(head, JSON.stringify(stored)), SECRET), stored);
  for (const bad of [
    made({ ...head, zip: "DEF" }, JSON.stringify(stored)),
    made({ ...head, crit: ["exp"] }, JSON.stringify(stored)),
    made({ ...head, alg: "A256GCMKW" }, JSON.stringify(stored)),
    made({ ...head, enc: "A128GCM" }, JSON.stringify(stored)),
    made(head, "no JSON"),
    made(head, Buffer.of(0xff)),
  ]) {
    assert.equal(await code(() => decryptJwks(bad, SECRET)), "key_invalid", bad);
  }
});

test("a text that was changed anywhere, and another secret, are refused", async () => {
  const parts = text.split(".");
  const changed = parts.map((part, place) => {
    const other = part === "" ? "AA" : `${part.slice(0, 4)}${part[4] === "A" ? "B" : "A"}${part.slice(5)}`;
    return parts.with(place, other).join(".");
  });
  for (const bad of [
    ...changed,
    text.slice(0, -2),
    `${text}.`,
    `${text}.AA`,
    "",
    ".",
    "....",
    "a.b.c",
    undefined,
    null,
    1,
  ]) {
    assert.equal(await code(() => decryptJwks(bad, SECRET)), "key_invalid", inspect(bad));
  }
  assert.equal(await code(() => decryptJwks(text, generateSecret("HS256"))), "key_invalid");
});

test("a secret that is not 32 bytes is refused, and so are keys that are not JSON", async () => {
  for (const secret of [
    undefined,
    null,
    "",
    "secret",
    "a".repeat(32),
    "é".repeat(43),
    Buffer.alloc(16),
    Buffer.alloc(33),
    {},
  ]) {
    assert.equal(await code(() => encryptJwks(stored, secret)), "key_invalid", inspect(secret));
    assert.equal(await code(() => decryptJwks(text, secret)), "key_invalid", inspect(secret));
  }
  for (const keys of [undefined, () => {}, { keys: [undefined] }, { keys: [new Map()] }]) {
    assert.equal(await code(() => encryptJwks(keys, SECRET)), "options_invalid", inspect(keys));
  }
});

// WebKitGTK sometimes fails to make an ephemeral key, and makes the next one.
import assert from "node:assert/strict";
import { test } from "node:test";

process.getBuiltinModule = undefined;
const { decrypt, encrypt, encryptionKey } = await import("jwt-wasm/jwe");

const { subtle } = crypto;
const { generateKey } = subtle;

async function pair() {
  const { privateKey } = await generateKey.call(subtle, { name: "X25519" }, true, ["deriveBits"]);
  const { kty, crv, x, d } = await subtle.exportKey("jwk", privateKey);
  const bound = { alg: "ECDH-ES", enc: "A128GCM" };
  return [encryptionKey({ kty, crv, x }, bound), encryptionKey({ kty, crv, x, d }, bound)];
}

/** From now on, so many calls fail before one succeeds. */
function failing(times) {
  let made = 0;
  subtle.generateKey = async (...args) => {
    made += 1;
    if (made <= times) throw new DOMException("The operation failed", "OperationError");
    return generateKey.apply(subtle, args);
  };
  return () => made;
}

for (const times of [0, 1, 2]) {
  test(`a token is encrypted although ${times} ephemeral keys could not be made`, async () => {
    const [publicKey, privateKey] = await pair();
    const made = failing(times);
    const token = await encrypt({ sub: "a" }, publicKey, { expiresIn: 60 });
    assert.equal(made(), times + 1);
    assert.equal((await decrypt(token, privateKey)).payload.sub, "a");
  });
}

test("a host that never makes one is asked three times", async () => {
  const [publicKey] = await pair();
  const made = failing(Number.POSITIVE_INFINITY);
  const error = { name: "JwtError", code: "key_invalid", reason: "engine_refused" };
  await assert.rejects(encrypt({ sub: "a" }, publicKey, { expiresIn: 60 }), error);
  assert.equal(made(), 3);
});

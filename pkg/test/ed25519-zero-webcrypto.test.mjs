// WebKitGTK refuses the PKCS#8 file of an Ed25519 key whose seed begins with a zero byte, and sometimes fails to make a key.
import assert from "node:assert/strict";
import { test } from "node:test";

process.getBuiltinModule = undefined;
const { generateKeyPair, jwk, sign, verify } = await import("jwt-wasm");

const { subtle } = crypto;
const { generateKey, importKey } = subtle;

/** The seed's place in the file (RFC 8410 §7). */
const SEED = 16;
let refused = 0;
subtle.importKey = async (format, bytes, ...rest) => {
  if (format === "pkcs8" && bytes[SEED] === 0) {
    refused += 1;
    throw new DOMException("Data provided to an operation does not meet requirements", "DataError");
  }
  return importKey.call(subtle, format, bytes, ...rest);
};

const ZERO = {
  kty: "OKP",
  crv: "Ed25519",
  x: "d1v2PtR6TkZm0Fn_Q0aX-3YGb-7K4m2zwKZ96mO4Iyo",
  d: "AMNE2775lv-DsTOeOjYffTqcaqfAbtP8qKc9Dbq6Aik",
};

test("a key whose seed begins with a zero byte signs", async () => {
  const key = jwk(ZERO, "Ed25519");
  const token = await sign({ sub: "a" }, key, { expiresIn: 60 });
  assert.equal(refused, 1);
  const { d: _, ...half } = ZERO;
  assert.equal((await verify(token, jwk(half, "Ed25519"))).payload.sub, "a");
});

test("a public half that belongs to another key is still found", async () => {
  const other = { ...ZERO, x: "aiUIHsKPA_kTJjuwe58i5301vsvqaDsPiuhy1xTqMcY" };
  const error = { name: "JwtError", code: "key_invalid" };
  await assert.rejects(sign({ sub: "a" }, jwk(other, "Ed25519"), { expiresIn: 60 }), error);
});

for (const times of [0, 1, 2]) {
  test(`a key is made although ${times} could not be made`, async () => {
    let asked = 0;
    subtle.generateKey = async (...args) => {
      asked += 1;
      if (asked <= times) throw new DOMException("The operation failed", "OperationError");
      return generateKey.apply(subtle, args);
    };
    const { privateKey, publicKey } = await generateKeyPair("Ed25519");
    assert.equal(asked, times + 1);
    const token = await sign({ sub: "a" }, privateKey, { expiresIn: 60 });
    assert.equal((await verify(token, publicKey)).payload.sub, "a");
  });
}

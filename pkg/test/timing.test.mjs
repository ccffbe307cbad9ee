// Measures whether the time of a refusal depends on what is wrong.
import assert from "node:assert/strict";
import { createCipheriv, createHmac } from "node:crypto";
import { test } from "node:test";
import { createVerifier, JwtError, secretKey, signSync } from "jwt-wasm";
import { decryptSync, encryptionKey, encryptSync } from "jwt-wasm/jwe";
import { SECRET } from "./support.mjs";
import { compare } from "./timing.mjs";

const SAMPLES = process.env.SOAK ? 2_000_000 : 20_000;

test("MACs wrong in the first byte and in the last", (context) => {
  const key = secretKey(SECRET, "HS256");
  const verifier = createVerifier({ key });
  const token = signSync({ sub: "a" }, key, { expiresIn: 86_400 });
  const input = token.slice(0, token.lastIndexOf("."));
  const mac = Buffer.from(token.slice(input.length + 1), "base64url");
  const wrongAt = (index) => {
    const wrong = Buffer.from(mac);
    wrong[index] ^= 1;
    return `${input}.${wrong.toString("base64url")}`;
  };
  const forged = { first: wrongAt(0), last: wrongAt(mac.length - 1) };
  refusals(context, forged, (token) => verifier.verifySync(token), "signature_invalid");
});

for (const [enc, by] of [
  ["A128CBC-HS256", "the module"],
  ["A128GCM", "the host, as long content is"],
]) {
  test(`an encrypted token with another wrapped key and with another tag (RFC 7516 §11.5), opened by ${by}`, (context) => {
    const key = encryptionKey(new Uint8Array(16).fill(7), { alg: "A128KW", enc });
    const claims = { sub: "a".repeat(enc === "A128GCM" ? 1000 : 1) };
    const parts = encryptSync(claims, key, { expiresIn: 86_400 }).split(".");
    const without = (place) =>
      parts
        .map((part, at) => (at === place ? `${part[0] === "A" ? "B" : "A"}${part.slice(1)}` : part))
        .join(".");
    const forged = { "wrapped key": without(1), tag: without(4) };
    refusals(context, forged, (token) => decryptSync(token, key), "decryption_failed");
  });
}

test("an encrypted token with another padding and with another tag", (context) => {
  // The tag is checked first and covers the padding, so only someone who has the key can make such a token, and may learn that the
  // padding takes longer.
  const secret = Buffer.alloc(32, 7);
  const key = encryptionKey(secret, { alg: "dir", enc: "A128CBC-HS256" });
  const token = (padding, flipped) => {
    const header = Buffer.from(Buffer.from('{"alg":"dir","enc":"A128CBC-HS256"}').toString("base64url"));
    const iv = Buffer.alloc(16, 1);
    const cipher = createCipheriv("aes-128-cbc", secret.subarray(16), iv).setAutoPadding(false);
    const ciphertext = Buffer.concat([cipher.update(Buffer.alloc(256, padding)), cipher.final()]);
    const bits = Buffer.alloc(8);
    bits.writeBigUInt64BE(BigInt(8 * header.length));
    const mac = createHmac("sha256", secret.subarray(0, 16));
    const tag = mac
      .update(Buffer.concat([header, iv, ciphertext, bits]))
      .digest()
      .subarray(0, 16);
    tag[0] ^= flipped;
    return [header, "", ...[iv, ciphertext, tag].map((part) => part.toString("base64url"))].join(".");
  };
  assert.equal(
    codeOf(() => decryptSync(token(16, 0), key)),
    "malformed",
  );
  refusals(
    context,
    { padding: token(99, 0), tag: token(16, 1) },
    (it) => decryptSync(it, key),
    "decryption_failed",
  );
});

function refusals(context, forged, refuse, code) {
  const classes = Object.fromEntries(Object.entries(forged).map(([name, token]) => [name, [token]]));
  const run = (token) => codeOf(() => refuse(token));
  compare(context, classes, run, { samples: SAMPLES, check: (found) => assert.equal(found, code) });
}

function codeOf(refuse) {
  try {
    refuse();
  } catch (error) {
    assert.ok(error instanceof JwtError);
    return error.code;
  }
  return "accepted";
}

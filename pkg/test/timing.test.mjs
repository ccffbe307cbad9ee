// Measures whether the time of a refusal depends on what is wrong (after dudect, Reparaz et al., 2017): Welch's t between two classes. It
// is printed and not asserted, because a shared machine is too noisy.
import assert from "node:assert/strict";
import { createCipheriv, createHmac } from "node:crypto";
import { test } from "node:test";
import { createVerifier, JwtError, secretKey, signSync } from "jwt-wasm";
import { decryptSync, encryptionKey, encryptSync } from "jwt-wasm/jwe";
import { SECRET } from "./support.mjs";

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
  compare(context, forged, (token) => verifier.verifySync(token), "signature_invalid");
});

test("an encrypted token with another wrapped key and with another tag (RFC 7516 §11.5)", (context) => {
  const key = encryptionKey(new Uint8Array(16).fill(7), { alg: "A128KW", enc: "A128CBC-HS256" });
  const parts = encryptSync({ sub: "a" }, key, { expiresIn: 86_400 }).split(".");
  const without = (place) =>
    parts
      .map((part, at) => (at === place ? `${part[0] === "A" ? "B" : "A"}${part.slice(1)}` : part))
      .join(".");
  const forged = { "wrapped key": without(1), tag: without(4) };
  compare(context, forged, (token) => decryptSync(token, key), "decryption_failed");
});

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
  compare(
    context,
    { padding: token(99, 0), tag: token(16, 1) },
    (it) => decryptSync(it, key),
    "decryption_failed",
  );
});

/** Prints Welch's t between the times of two refusals. */
function compare(context, forged, refuse, code) {
  const names = Object.keys(forged);
  const classes = Object.values(forged).map((token) => ({ token, count: 0, mean: 0, m2: 0 }));
  const times = new Float64Array(SAMPLES);
  const chosen = new Uint8Array(SAMPLES);
  for (let sample = -2000; sample < SAMPLES; sample++) {
    const choice = Math.random() < 0.5 ? 0 : 1;
    const { token } = classes[choice];
    const started = process.hrtime.bigint();
    const found = codeOf(() => refuse(token));
    const time = Number(process.hrtime.bigint() - started);
    assert.equal(found, code);
    // The first samples run before the code is compiled.
    if (sample < 0) continue;
    times[sample] = time;
    chosen[sample] = choice;
  }

  // The slowest tenth is left out: the scheduler or the garbage collector interrupted those samples.
  const longest = times.slice().sort()[Math.floor(SAMPLES * 0.9)];
  for (const [sample, time] of times.entries()) if (time <= longest) add(classes[chosen[sample]], time);

  const [one, other] = classes;
  const variance = ({ m2, count }) => m2 / (count - 1) / count;
  const t = (one.mean - other.mean) / Math.sqrt(variance(one) + variance(other));
  const means = classes.map(({ mean }, place) => `${names[place]} ${mean.toFixed(1)} ns`).join(", ");
  context.diagnostic(`${means}, t = ${t.toFixed(2)} (|t| > 4.5 would be a leak)`);
  assert.ok(one.count > SAMPLES / 4 && other.count > SAMPLES / 4);
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

/** Welford's running mean and variance. */
function add(one, value) {
  one.count += 1;
  const delta = value - one.mean;
  one.mean += delta / one.count;
  one.m2 += delta * (value - one.mean);
}

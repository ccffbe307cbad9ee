// Measures whether the time of a refusal depends on how much of a MAC is right (after dudect, Reparaz et al., 2017): Welch's t between
// MACs that are wrong in the first byte and in the last. It is printed and not asserted, because a shared machine is too noisy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createVerifier, JwtError, secretKey, signSync } from "jwt-wasm";
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
  const classes = [wrongAt(0), wrongAt(mac.length - 1)].map((forged) => ({
    forged,
    count: 0,
    mean: 0,
    m2: 0,
  }));
  const times = new Float64Array(SAMPLES);
  const chosen = new Uint8Array(SAMPLES);

  for (let sample = -2000; sample < SAMPLES; sample++) {
    const choice = Math.random() < 0.5 ? 0 : 1;
    const started = process.hrtime.bigint();
    const error = refusalOf(verifier, classes[choice].forged);
    const time = Number(process.hrtime.bigint() - started);
    assert.equal(error.code, "signature_invalid");
    // The first samples run before the code is compiled.
    if (sample < 0) continue;
    times[sample] = time;
    chosen[sample] = choice;
  }

  // The slowest tenth is left out: the scheduler or the garbage collector interrupted those samples.
  const longest = times.slice().sort()[Math.floor(SAMPLES * 0.9)];
  for (const [sample, time] of times.entries()) if (time <= longest) add(classes[chosen[sample]], time);

  const [first, last] = classes;
  const variance = ({ m2, count }) => m2 / (count - 1) / count;
  const t = (first.mean - last.mean) / Math.sqrt(variance(first) + variance(last));
  context.diagnostic(
    `first ${first.mean.toFixed(1)} ns, last ${last.mean.toFixed(1)} ns, t = ${t.toFixed(2)} (|t| > 4.5 would be a leak)`,
  );
  assert.ok(first.count > SAMPLES / 4 && last.count > SAMPLES / 4);
});

function refusalOf(verifier, token) {
  try {
    verifier.verifySync(token);
  } catch (error) {
    assert.ok(error instanceof JwtError);
    return error;
  }
  assert.fail("a forged MAC was accepted");
}

/** Welford's running mean and variance. */
function add(one, value) {
  one.count += 1;
  const delta = value - one.mean;
  one.mean += delta / one.count;
  one.m2 += delta * (value - one.mean);
}

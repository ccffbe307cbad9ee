// Times and durations that make no sense are refused, a wrong clock as well. The core's tests read the same `reports/times.json`.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { createVerifier, explain, explainSync, sign, signSync, verify, verifySync } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { code, load, NOW, refusal, signed, testKey } from "./support.mjs";

const key = testKey();
const { clock, duration, signed: signedTimes } = load("reports/times.json");
const endless = signed({ exp: 1e300 });

function callsAt(options) {
  return [
    () => verifySync(endless, key, options),
    () => explainSync(endless, key, options),
    () => explainSync(endless, undefined, options),
    () => explainSync("", undefined, options),
    () => createVerifier({ key, cache: 10, ...options }).verifySync(endless),
    () => signSync({}, key, options),
    () => signSync({}, key, { issuedAt: false, ...options }),
  ];
}

test("a given time is in seconds of a clock that is set", async () => {
  for (const now of clock.taken) for (const call of callsAt({ now })) call();
  for (const now of clock.refused) {
    for (const call of callsAt({ now })) assert.equal(code(call), "options_invalid", `${now}`);
    assert.equal(
      code(() => createVerifier({ key, now })),
      "options_invalid",
    );
    for (const call of [
      verify(endless, key, { now }),
      explain(endless, key, { now }),
      sign({}, key, { now }),
    ]) {
      await assert.rejects(call, { name: "JwtError", code: "options_invalid" });
    }
  }
  assert.equal(
    refusal(() => verifySync(endless, key, { now: 1_700_000_000_000 })).message,
    "now is 1700000000000, but it must be the seconds since 1970-01-01T00:00:00Z: above 0 and at most 1e11",
  );
});

test("so is the clock", async (context) => {
  const verifier = createVerifier({ key, cache: 10 });
  const gate = createGate({ key, origin: () => new Response("open") });
  const token = signSync({ sub: "a" }, key, { expiresIn: 60 });
  const kept = verifier.verifySync(token);
  const now = context.mock.method(Date, "now", () => 0);
  context.mock.method(console, "error", () => {});
  for (const wrong of [0, -0, -1, NaN, Infinity, -Infinity, 1e15, undefined]) {
    now.mock.mockImplementation(() => wrong);
    for (const call of callsAt({})) assert.equal(code(call), "options_invalid", `${wrong}`);
    assert.equal(
      code(() => verifier.verifySync(token)),
      "options_invalid",
      `${wrong}`,
    );
    await assert.rejects(verifier.verify(token), { code: "options_invalid" });
    const request = new Request("https://site.example/", { headers: { authorization: `Bearer ${token}` } });
    const answer = await gate(request);
    assert.equal(answer.status, 500);
    assert.notEqual(await answer.text(), "open");
    // With the option `now`, the clock does not matter.
    verifySync(endless, key, { now: NOW });
  }
  mock.restoreAll();
  now.mock.restore();
  assert.deepEqual(verifier.verifySync(token), kept);
});

test("durations are bounded", () => {
  const token = signed({ exp: NOW + 1, iat: NOW });
  for (const [name, call] of [
    ...["maxAge", "clockTolerance"].map((name) => [name, (options) => verifySync(token, key, options)]),
    ...["expiresIn", "notBefore"].map((name) => [name, (options) => signSync({}, key, options)]),
  ]) {
    for (const seconds of duration.taken) call({ now: NOW, [name]: seconds });
    for (const seconds of [...duration.refused, -1, 1e300]) {
      assert.equal(
        code(() => call({ now: NOW, [name]: seconds })),
        "options_invalid",
        `${name} ${seconds}`,
      );
    }
  }
});

test("sign accepts times in seconds only, and verify accepts any number", () => {
  for (const claim of ["exp", "nbf", "iat"]) {
    for (const time of signedTimes.taken) signSync({ [claim]: time }, key);
    for (const time of [...signedTimes.refused, Date.now() + 300_000]) {
      const error = refusal(() => signSync({ [claim]: time }, key));
      assert.deepEqual(
        [error.code, error.claim, error.expected, error.actual],
        [
          "claim_invalid",
          claim,
          "seconds since 1970-01-01T00:00:00Z, not milliseconds",
          "a time after the year 9999",
        ],
        `${claim} ${time}`,
      );
    }
  }
  const claims = { exp: 1_700_000_300_000, iat: 1_700_000_000_000 };
  assert.deepEqual(verifySync(signed(claims), key, { now: NOW }).payload, claims);
});

test("too_old has iat and the earliest that would have passed", () => {
  for (const clockTolerance of [0, 5]) {
    const options = { now: NOW, requireExpiry: false, maxAge: 100, clockTolerance };
    const { code, claim, actual, expected } = refusal(() =>
      verifySync(signed({ iat: NOW - 200 }), key, options),
    );
    assert.deepEqual(
      [code, claim, actual, expected],
      ["too_old", "iat", NOW - 200, NOW - 100 - clockTolerance],
    );
    verifySync(signed({ iat: expected }), key, options);
  }
});

// Options that demand something and options that turn a check off. The core's tests read the same vector files.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createVerifier,
  decode,
  explain,
  explainSync,
  secretKey,
  signSync,
  verify,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { code, load, NOW, refusal, SECRET, signed, testKey } from "./support.mjs";

const key = testKey();

test("a check that the caller turned off is reported as skipped, with the reason", async () => {
  const { now, cases } = load("reports/skipped-checks.json");
  for (const { claims, options, check: name, outcome, reason, refused } of cases) {
    const at = `${JSON.stringify(claims)} ${JSON.stringify(options)}`;
    const token = signed(claims);
    const all = { now, ...options };
    for (const call of [
      () => verifySync(token, key, all),
      () => createVerifier({ key, ...all }).verifySync(token),
      () => createVerifier({ key, cache: 10, ...all }).verifySync(token),
    ]) {
      if (refused === undefined) {
        assert.deepEqual(call().payload, claims, at);
      } else {
        const error = refusal(call);
        assert.deepEqual([error.code, error.claim], refused, at);
      }
    }
    for (const report of [explainSync(token, key, all), await explain(token, key, all)]) {
      assert.equal(report.verdict, refused === undefined ? "verified" : "refused", at);
      const check = report.checks.find((one) => one.name === name);
      assert.deepEqual([check.outcome, check.reason], [outcome, reason], at);
    }
  }
});

test("true and false are not taken for each other", () => {
  const token = signed({ exp: NOW + 1, aud: "api" });
  for (const options of [
    { audience: true },
    { audience: [false] },
    { audience: null },
    { ignoreExpiry: "true" },
    { ignoreExpiry: 1 },
    { ignoreExpiry: null },
    { ignoreExpiry: undefined },
    { issuer: false },
    { subject: false },
    { jwtId: false },
    { typ: false },
    { subject: [] },
    { jwtId: [1] },
    { maxAge: false },
  ]) {
    for (const call of [
      () => verifySync(token, key, { now: NOW, ...options }),
      () => createVerifier({ key, ...options }),
    ]) {
      assert.equal(code(call), "options_invalid", JSON.stringify(options));
    }
  }
});

test("a cache keeps a token for as long as the options let it pass", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: NOW * 1000 });
  const at = (seconds) => context.mock.timers.setTime(seconds * 1000);
  const expired = signed({ exp: NOW - 10, nbf: NOW - 20, iat: NOW - 20 });
  for (const [options, until, then] of [
    [{ ignoreExpiry: true }, undefined, undefined],
    [{ ignoreExpiry: true, maxAge: 100 }, NOW + 80.001, "too_old"],
    [{ ignoreExpiry: true, maxAge: 100, clockTolerance: 5 }, NOW + 85.001, "too_old"],
    [{ clockTolerance: 30 }, NOW + 20, "expired"],
  ]) {
    at(NOW);
    const verifier = createVerifier({ key, cache: 10, ...options });
    const first = verifier.verifySync(expired);
    assert.equal(verifier.verifySync(expired), first);
    at((until ?? NOW + 1e9) - 0.01);
    assert.equal(verifier.verifySync(expired), first);
    at(NOW - 21 - 30);
    assert.equal(
      code(() => verifier.verifySync(expired)),
      "not_yet_valid",
    );
    if (until === undefined) continue;
    at(NOW);
    verifier.verifySync(expired);
    at(until);
    assert.equal(
      code(() => verifier.verifySync(expired)),
      then,
    );
  }
});

test("a gate accepts what its options let pass, and nothing else", async () => {
  const ask = async (options, claims) => {
    const gate = createGate({ key, origin: () => new Response("open"), ...options });
    const headers = { authorization: `Bearer ${signed(claims)}` };
    return (await gate(new Request("https://site.example/", { headers }))).status;
  };
  const soon = Math.floor(Date.now() / 1000) + 60;
  assert.equal(await ask({}, { exp: soon, aud: "api" }), 401);
  assert.equal(await ask({ audience: false }, { exp: soon, aud: "api" }), 200);
  assert.equal(await ask({ audience: false }, { exp: soon, aud: 7 }), 401);
  assert.equal(await ask({ audience: false }, { exp: NOW, aud: "api" }), 401);
  assert.equal(await ask({ ignoreExpiry: true }, { exp: NOW }), 200);
  assert.equal(await ask({ ignoreExpiry: true }, { exp: NOW, aud: "api" }), 401);
  assert.equal(await ask({ ignoreExpiry: true }, {}), 401);
});

test("lists of subjects and identifiers", async () => {
  const token = signed({ sub: "b", jti: "2", exp: NOW + 1 });
  const options = { now: NOW, subject: ["a", "b"], jwtId: ["1", "2"] };
  assert.equal((await verify(token, key, options)).payload.sub, "b");
  const { claim, expected, actual } = refusal(() =>
    verifySync(token, key, { ...options, subject: ["a", "c"] }),
  );
  assert.deepEqual([claim, expected, actual], ["sub", ["a", "c"], "b"]);
  const other = refusal(() => verifySync(token, key, { ...options, jwtId: ["1"] }));
  assert.deepEqual([other.claim, other.expected, other.actual], ["jti", "1", "2"]);
  const bare = signed({ exp: NOW + 1 });
  for (const name of ["subject", "jwtId"]) {
    assert.equal(
      code(() => verifySync(bare, key, { now: NOW, [name]: ["a"] })),
      "claim_missing",
    );
  }
});

test("a number beyond 2^53 equals no other integer", () => {
  for (const { claim, demanded, equal } of load("reports/numbers.json")) {
    const token = signed(`{"n":${claim}}`);
    const isExact = !/\d{16}|e300/.test(demanded) || demanded === "9007199254740991";
    const call = () => verifySync(token, key, { requireExpiry: false, claims: { n: JSON.parse(demanded) } });
    if (!isExact) assert.equal(code(call), "options_invalid", demanded);
    else if (equal) call();
    else assert.equal(code(call), "claim_mismatch", `${claim} ${demanded}`);
  }
});

test("typ can be left out", () => {
  const other = secretKey(SECRET, "HS256");
  const header = (options) => decode(signSync({}, other, options)).header;
  assert.deepEqual(header({ typ: false }), { alg: "HS256" });
  assert.deepEqual(header({ typ: false, kid: "k", header: { x5t: "x" } }), {
    alg: "HS256",
    kid: "k",
    x5t: "x",
  });
  assert.deepEqual(header({ typ: "at+jwt" }), { alg: "HS256", typ: "at+jwt" });
  for (const options of [
    { typ: true },
    { typ: null },
    { typ: 0 },
    { typ: "", header: { typ: "x" } },
    { typ: false, header: { typ: "x" } },
    { kid: false },
    { jwtId: false },
  ]) {
    assert.equal(
      code(() => header(options)),
      "options_invalid",
      JSON.stringify(options),
    );
  }
});

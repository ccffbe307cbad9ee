// Runs oneOf and contains on the vectors that the core's own tests use as well.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contains, createVerifier, explainSync, oneOf, sign, verify, verifySync } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { load, NOW, refusal, signed, testKey } from "./support.mjs";

const key = testKey();
const base = { now: NOW, requireExpiry: false };
const { cases } = load("reports/claim-tests.json");

/** Turns a vector into the option `claims` that a caller would write. */
function pattern(tests) {
  const claims = {};
  for (const { path, ...test } of tests) {
    let inner = claims;
    for (const name of path.slice(0, -1)) inner = inner[name] ??= {};
    inner[path.at(-1)] = test.oneOf ? oneOf(...test.oneOf) : contains(...test.contains);
  }
  return claims;
}

function facts({ code, claim, expected, actual }) {
  const found = [code, claim, expected, actual];
  return code === "claim_missing" ? found.slice(0, 2) : found;
}

test("a claim passes its test or says why not", () => {
  for (const { claims, tests, refused } of cases) {
    const options = { ...base, claims: pattern(tests) };
    const token = signed(claims);
    const at = JSON.stringify({ claims, tests });
    const report = explainSync(token, key, options);
    if (refused === undefined) {
      assert.deepEqual(verifySync(token, key, options).payload, claims, at);
      assert.equal(report.verdict, "verified", at);
    } else {
      assert.deepEqual(facts(refusal(() => verifySync(token, key, options))), refused, at);
      const failed = report.checks.filter(({ outcome }) => outcome === "failed");
      assert.deepEqual(
        failed.map(({ name, error }) => [name, facts(error)]),
        [["claims", refused]],
        at,
      );
    }
  }
});

test("texts take oneOf", () => {
  for (const [claim, option] of Object.entries({
    iss: "issuer",
    aud: "audience",
    sub: "subject",
    jti: "jwtId",
  })) {
    const options = { ...base, [option]: oneOf("a", "b") };
    assert.ok(verifySync(signed({ [claim]: "b" }), key, options));
    const error = refusal(() => verifySync(signed({ [claim]: "c" }), key, options));
    assert.deepEqual(facts(error), ["claim_mismatch", claim, ["a", "b"], "c"]);
    assert.equal(refusal(() => verifySync(signed({}), key, options)).code, "claim_missing");
    const wrong = { contains: contains("a"), number: oneOf("a", 1), list: [oneOf("a")] };
    for (const [name, given] of Object.entries(wrong)) {
      const refused = refusal(() => verifySync(signed({ [claim]: "a" }), key, { ...base, [option]: given }));
      assert.equal(refused.code, "options_invalid", `${option} ${name}`);
    }
  }
  assert.ok(verifySync(signed({ aud: ["x", "b"] }), key, { ...base, audience: oneOf("a", "b") }));
});

test("an object with a test inside is a pattern, and one without is compared whole", () => {
  const claims = { address: { city: "x", zip: "1", geo: { lat: 1, lon: 2 } }, other: { a: 1 } };
  const check = (expected) => verifySync(signed(claims), key, { ...base, claims: expected });
  assert.ok(check({ address: { city: oneOf("x", "y") } }));
  assert.ok(check({ address: { city: oneOf("x"), zip: "1" }, other: { a: 1 } }));
  assert.ok(check({ address: { geo: { lat: oneOf(1) } } }));
  assert.ok(check({ address: { zip: oneOf("1"), geo: { lon: 2, lat: 1 } } }));
  for (const [expected, claim] of [
    [{ address: { city: "x" } }, "address"],
    [{ address: { city: oneOf("x"), zip: "2" } }, "address/zip"],
    [{ address: { zip: oneOf("1"), geo: { lat: 1 } } }, "address/geo"],
    [{ address: { geo: { lat: oneOf(1) } }, other: {} }, "other"],
    [{ address: { geo: { lat: oneOf(1), alt: 0 } } }, "address/geo/alt"],
  ]) {
    assert.equal(refusal(() => check(expected)).claim, claim);
  }
});

test("a name that is JavaScript's own is a name as any other", () => {
  const claims = JSON.parse('{ "__proto__": { "constructor": ["x"] } }');
  const inner = Object.fromEntries([["constructor", contains("x")]]);
  const expected = Object.fromEntries([["__proto__", inner]]);
  assert.ok(verifySync(signed('{"__proto__":{"constructor":["x"]}}'), key, { ...base, claims: expected }));
  assert.equal(
    refusal(() => verifySync(signed({}), key, { ...base, claims: expected })).claim,
    "__proto__/constructor",
  );
  assert.equal(Object.keys(claims).length, 1);
});

test("values are copied when the test is made", () => {
  const value = { a: 1 };
  const values = oneOf(value, "x");
  value.a = 2;
  assert.ok(verifySync(signed({ c: { a: 1 } }), key, { ...base, claims: { c: values } }));
  assert.ok(Object.isFrozen(values) && Object.isFrozen(values.values));
  assert.equal(values.kind, "oneOf");
});

test("a value that is not a test, or a test in a wrong place, is refused", () => {
  const cyclic = {};
  cyclic.in = cyclic;
  cyclic.again = cyclic;
  for (const [name, make] of Object.entries({
    none: () => oneOf(),
    "contains none": () => contains(),
    undefined: () => oneOf(undefined),
    date: () => oneOf(new Date()),
    function: () => contains(() => {}),
    NaN: () => oneOf(Number.NaN),
    bigint: () => contains(1n),
    surrogate: () => oneOf("\ud800"),
    nested: () => oneOf(contains("a")),
    "inside a value": () => contains({ a: oneOf("x") }),
    "a hole": () => oneOf(...new Array(1)),
    cyclic: () => oneOf(cyclic),
    claims: () => verifySync("a.b.c", key, { ...base, claims: oneOf("a") }),
    list: () => verifySync("a.b.c", key, { ...base, claims: { groups: [contains("a")] } }),
    "list in a pattern": () =>
      verifySync("a.b.c", key, { ...base, claims: { a: { b: oneOf(1), c: [oneOf(1)] } } }),
    requiredClaims: () => verifySync("a.b.c", key, { ...base, requiredClaims: oneOf("a") }),
    "in requiredClaims": () => verifySync("a.b.c", key, { ...base, requiredClaims: [oneOf("a")] }),
    algorithms: () => verifySync("a.b.c", key, { ...base, algorithms: oneOf("HS256") }),
    typ: () => verifySync("a.b.c", key, { ...base, typ: oneOf("JWT", "at+jwt") }),
    maxAge: () => verifySync("a.b.c", key, { ...base, maxAge: oneOf(1) }),
    unknown: () => verifySync("a.b.c", key, { ...base, scopes: oneOf("a") }),
    "a test's look": () =>
      verifySync("a.b.c", key, { ...base, claims: { a: Object.create(oneOf("a"), {}) } }),
    claimTests: () => verifySync("a.b.c", key, { ...base, claimTests: [{ path: ["a"], oneOf: ["x"] }] }),
    "claimTests beside a test": () =>
      verifySync("a.b.c", key, {
        ...base,
        claims: { a: oneOf(1) },
        claimTests: [{ path: ["a"], oneOf: ["x"] }],
      }),
    "a cyclic pattern": () => verifySync("a.b.c", key, { ...base, claims: { a: oneOf(1), cyclic } }),
    "an undefined beside it": () =>
      verifySync("a.b.c", key, { ...base, claims: { a: oneOf(1), b: undefined } }),
  })) {
    assert.equal(refusal(make).code, "options_invalid", name);
  }
  const place = refusal(() =>
    verifySync("a.b.c", key, { ...base, claims: { a: { b: oneOf(1), when: new Date(0) } } }),
  );
  assert.match(place.message, /options\.claims\.a\.when is a Date/);
});

test("options are read once, and an exception of a getter is not passed on", () => {
  let reads = 0;
  const claims = {
    get a() {
      reads++;
      return oneOf(reads);
    },
    get b() {
      return { in: contains("x") };
    },
  };
  assert.ok(verifySync(signed({ a: 1, b: { in: ["x"] } }), key, { ...base, claims }));
  assert.equal(reads, 1);
  const throws = {
    a: oneOf("x"),
    get b() {
      throw new Error("secret");
    },
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  for (const wrong of [throws, { a: oneOf("x"), b: revoked.proxy }, revoked.proxy]) {
    const error = refusal(() => verifySync("a.b.c", key, { ...base, claims: wrong }));
    assert.equal(error.code, "options_invalid");
    assert.doesNotMatch(error.message, /secret/);
  }
});

test("signing takes no tests", async () => {
  await assert.rejects(sign({ sub: oneOf("a") }, key), {
    code: "claim_invalid",
    message: /sub is a ClaimTest/,
  });
  await assert.rejects(sign({ sub: "a" }, key, { header: { x: oneOf("a") } }), { code: "options_invalid" });
});

test("a verifier, a cache, a promise and the gate test alike", async () => {
  const claims = { azp: oneOf("web", "app"), realm_access: { roles: contains("admin") } };
  const good = signed({ azp: "app", realm_access: { roles: ["admin", "x"] } });
  const bad = signed({ azp: "app", realm_access: { roles: ["x"] } });
  for (const cache of [0, 10]) {
    const verifier = createVerifier({ key, cache, ...base, claims });
    for (let times = 0; times < 3; times++) {
      assert.equal(verifier.verifySync(good).payload.azp, "app");
      assert.equal(refusal(() => verifier.verifySync(bad)).claim, "realm_access/roles");
    }
    verifier.free();
  }
  assert.equal((await verify(good, key, { ...base, claims })).payload.azp, "app");
  await assert.rejects(verify(bad, key, { ...base, claims }), { code: "claim_mismatch" });
  const gate = createGate({ key, ...base, claims, origin: () => new Response("in") });
  const ask = (token) =>
    gate(new Request("https://api.example/", { headers: { authorization: `Bearer ${token}` } }), {});
  assert.equal((await ask(good)).status, 200);
  assert.equal((await ask(bad)).status, 401);
});

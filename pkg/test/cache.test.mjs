// The cache of verified tokens. A hit returns the same object again.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import {
  createVerifier,
  explainSync,
  loadEngine,
  privateKey,
  publicKey,
  signSync,
  verify,
  verifySync,
} from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { code, NOW, signed, testKey } from "./support.mjs";

const at = (seconds) => mock.timers.setTime(seconds * 1000);

test.before(() => mock.timers.enable({ apis: ["Date"], now: NOW * 1000 }));
test.beforeEach(() => at(NOW));

test("a token that comes again is only looked up", async () => {
  const { publicKey: spki, privateKey: pkcs8 } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await loadEngine("ES256");
  const ecdsa = signSync({ sub: "a" }, privateKey(pkcs8, "ES256"), { expiresIn: 10 });
  for (const [key, token] of [
    [testKey(), signed({ exp: NOW + 10 })],
    [publicKey(spki, "ES256"), ecdsa],
  ]) {
    for (const engine of ["auto", "wasm", "host"]) {
      const verifier = createVerifier({ key, engine, cache: 10 });
      const first = verifier.verifySync(token);
      assert.equal(verifier.verifySync(token), first);
      assert.equal(await verifier.verify(token), first);
      const without = createVerifier({ key, engine });
      assert.notEqual(without.verifySync(token), without.verifySync(token));
      assert.deepEqual(without.verifySync(token), first);
      assert.equal(verifier.explainSync(token).verdict, "verified");
    }
  }
});

test("times are checked on every hit", () => {
  const fresh = { key: testKey(), cache: 10 };
  for (const [options, claims, from, until, early, late] of [
    [{}, { exp: NOW + 10 }, NOW - 100, NOW + 10, undefined, "expired"],
    [{ clockTolerance: 5 }, { exp: NOW + 10 }, NOW - 100, NOW + 15, undefined, "expired"],
    [{}, { nbf: NOW, exp: NOW + 10 }, NOW, NOW + 10, "not_yet_valid", "expired"],
    [{ clockTolerance: 5 }, { nbf: NOW, exp: NOW + 9 }, NOW - 5, NOW + 14, "not_yet_valid", "expired"],
    [{ maxAge: 3 }, { iat: NOW, exp: NOW + 10 }, NOW, NOW + 3.001, "not_yet_valid", "too_old"],
    [{ maxAge: 30 }, { iat: NOW, exp: NOW + 10 }, NOW, NOW + 10, "not_yet_valid", "expired"],
  ]) {
    const verifier = createVerifier({ ...fresh, ...options });
    const token = signed(claims);
    const first = verifier.verifySync(token);
    for (const time of [NOW + 1, from, until - 0.002, NOW + 2]) {
      at(time);
      assert.deepEqual(verifier.verifySync(token), first, `${time}`);
    }
    at(until);
    assert.equal(
      code(() => verifier.verifySync(token)),
      late,
    );
    if (early) {
      at(NOW);
      verifier.verifySync(token);
      at(from - 0.001);
      assert.equal(
        code(() => verifier.verifySync(token)),
        early,
      );
    }
    at(NOW);
    // The entry was dropped when the token was out of its time, so this is a new object.
    assert.notEqual(verifier.verifySync(token), first);
  }
  const fixed = createVerifier({ ...fresh, now: NOW });
  const token = signed({ exp: NOW + 10 });
  const first = fixed.verifySync(token);
  at(NOW + 1000);
  assert.equal(fixed.verifySync(token), first);
});

test("the least recently used token goes first", () => {
  const verifier = createVerifier({ key: testKey(), cache: 2 });
  const [a, b, c] = [1, 2, 3].map((n) => signed({ n, exp: NOW + 10 }));
  const [first, second] = [a, b].map((token) => verifier.verifySync(token));
  assert.equal(verifier.verifySync(a), first);
  verifier.verifySync(c);
  assert.equal(verifier.verifySync(a), first);
  assert.notEqual(verifier.verifySync(b), second);
});

test("a refusal is never kept, and keeps nothing from being checked", () => {
  const verifier = createVerifier({ key: testKey(), cache: 10 });
  const early = signed({ nbf: NOW + 5, exp: NOW + 10 });
  for (let round = 0; round < 2; round++) {
    assert.equal(
      code(() => verifier.verifySync(early)),
      "not_yet_valid",
    );
  }
  at(NOW + 5);
  assert.equal(verifier.verifySync(early).payload.exp, NOW + 10);
  const good = signed({ exp: NOW + 10 });
  verifier.verifySync(good);
  for (const token of [`${good} `, good.slice(0, -1), `${good.slice(0, -1)}A`, good.toLowerCase()]) {
    assert.match(
      code(() => verifier.verifySync(token)),
      /malformed|signature_invalid/,
    );
  }
});

test("a result is frozen to its depth, with and without a hit", () => {
  const verifier = createVerifier({ key: testKey(), cache: 10 });
  const token = signed({ exp: NOW + 10, a: { b: [{ c: 1 }] } }, { alg: "HS256", x: { y: 1 } });
  for (let round = 0; round < 2; round++) {
    const { header, payload } = verifier.verifySync(token);
    for (const change of [
      () => (payload.admin = true),
      () => (payload.exp = 0),
      () => payload.a.b.push(1),
      () => (payload.a.b[0].c = 2),
      () => (header.alg = "none"),
      () => (header.x.y = 2),
    ]) {
      assert.throws(change, TypeError);
    }
  }
});

test("each verifier keeps its own, and only createVerifier keeps any", async () => {
  const key = testKey();
  const token = signed({ iss: "a", exp: NOW + 10 });
  createVerifier({ key, cache: 10 }).verifySync(token);
  const other = createVerifier({ key, cache: 10, issuer: "b" });
  assert.equal(
    code(() => other.verifySync(token)),
    "claim_mismatch",
  );
  for (const cache of [-1, 0.5, NaN, Infinity, 1_000_001, "1", true, null, undefined, [1], {}]) {
    assert.equal(
      code(() => createVerifier({ key, cache })),
      "options_invalid",
    );
  }
  assert.notEqual(
    createVerifier({ key, cache: 0 }).verifySync(token),
    createVerifier({ key, cache: 0 }).verifySync(token),
  );
  for (const call of [verifySync, explainSync]) {
    assert.equal(
      code(() => call(token, key, { cache: 10 })),
      "options_invalid",
    );
  }
  await assert.rejects(verify(token, key, { cache: 10 }), { code: "options_invalid" });
});

test("a freed verifier returns nothing, not even a cached result", async () => {
  const verifier = createVerifier({ key: testKey(), cache: 10 });
  const token = signed({ exp: NOW + 10 });
  verifier.verifySync(token);
  verifier.free();
  assert.equal(
    code(() => verifier.verifySync(token)),
    "options_invalid",
  );
  await assert.rejects(verifier.verify(token), { code: "options_invalid" });
});

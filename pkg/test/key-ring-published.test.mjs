// What a ring returns: the keys to publish and to store. It also verifies, and token issuers sign with it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { createVerifier, explainSync, trustedIssuers, verify, verifyJws, verifySync } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer, keyRing, memoryStore } from "jwt-wasm/issuer";
import { code, HOUR, kidOf, newRing, OPTIONS, seconds, secrets, signed, withClock } from "./key-ring.mjs";

withClock();

test("a ring verifies tokens in verify, verifiers, reports, signed content and the gate", async () => {
  const ring = await newRing();
  const verifier = createVerifier({ key: ring });
  const gate = createGate({ key: ring, origin: () => new Response("in") });
  const issuers = createVerifier({ key: trustedIssuers([{ issuer: "https://a.example", key: ring }]) });
  const asked = async (token) =>
    (await gate(new Request("https://api.example/", { headers: { authorization: `Bearer ${token}` } })))
      .status;
  for (let round = 0; round < 3; round += 1) {
    const token = await signed(ring, { iss: "https://a.example", sub: "a" });
    assert.equal((await verifier.verify(token)).key.kid, kidOf(token));
    verifier.verifySync(token);
    await issuers.verify(token);
    verifySync(token, ring);
    await verifyJws(token, ring);
    assert.ok(explainSync(token, ring).checks.every(({ outcome }) => outcome !== "failed"));
    assert.equal(await asked(token), 200);
    await ring.rotate();
    seconds(HOUR);
  }
  const stranger = await newRing();
  assert.equal(await code(async () => verifier.verify(await signed(stranger))), "key_not_found");
});

test("the stored form is a set of plain JWKs, and makes the same ring again", async () => {
  const ring = await newRing();
  await ring.rotate();
  const stored = ring.toPrivateJwks();
  for (const { kty, crv, alg, kid, d, nbf, ...rest } of stored.keys) {
    assert.deepEqual([kty, crv, alg], ["EC", "P-256", "ES256"]);
    assert.match(kid, /^[\w-]{43}$/);
    assert.ok(d.length === 43 && Number.isInteger(nbf));
    assert.deepEqual(Object.keys(rest).sort(), ["x", "y"]);
  }
  for (const again of [keyRing(stored, OPTIONS), keyRing(JSON.parse(JSON.stringify(stored.keys)), OPTIONS)]) {
    assert.deepEqual(again.state, ring.state);
    assert.deepEqual(again.jwks(), ring.jwks());
    assert.equal(await again.rotate(), false);
  }
  // The ring returned a copy.
  stored.keys[0].kid = "other";
  assert.notEqual(ring.state[0].kid, "other");
});

test("nothing that is published or printed has a private member", async () => {
  const ring = await newRing();
  await ring.rotate();
  for (const { d } of ring.toPrivateJwks().keys) secrets.add(d);
  const texts = [
    JSON.stringify(ring),
    JSON.stringify({ ring }),
    inspect(ring, { depth: 9, showHidden: true }),
    JSON.stringify(ring.jwks()),
    JSON.stringify(ring.state),
    await ring.jwksResponse().text(),
    String(ring),
  ];
  for (const text of texts) for (const secret of secrets) assert.ok(!text.includes(secret), text);
  for (const key of ring.jwks().keys) {
    assert.deepEqual(Object.keys(key).sort(), ["alg", "crv", "kid", "kty", "use", "x", "y"]);
  }
});

test("the published set has the headers that caches and browsers need", async () => {
  const ring = await newRing();
  const url = "https://issuer.example/.well-known/jwks.json";
  const ask = (init) => ring.jwksResponse(new Request(url, init));
  const whole = ask();
  assert.equal(whole.status, 200);
  const told = Object.fromEntries(whole.headers);
  const { etag } = told;
  assert.match(etag, /^"[\w-]{43}"$/);
  assert.deepEqual(told, {
    "access-control-allow-origin": "*",
    "cache-control": `public, max-age=${HOUR / 2}`,
    "content-type": "application/jwk-set+json",
    "x-content-type-options": "nosniff",
    etag,
  });
  assert.deepEqual(await whole.json(), ring.jwks());
  const head = ask({ method: "HEAD" });
  assert.deepEqual([head.status, await head.text(), head.headers.get("etag")], [200, "", etag]);
  for (const known of [etag, `W/${etag}`, `"a", ${etag}`, "*"]) {
    const same = ask({ headers: { "if-none-match": known } });
    assert.deepEqual([same.status, await same.text(), same.headers.get("etag")], [304, "", etag], known);
  }
  for (const other of ['"a"', etag.slice(1, -1), `x${etag}`, ",".repeat(10_000)]) {
    assert.equal(ask({ headers: { "if-none-match": other } }).status, 200, other);
  }
  const preflight = ask({ method: "OPTIONS" });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  for (const method of ["POST", "PUT", "DELETE"]) {
    const refused = ask({ method });
    assert.deepEqual([refused.status, refused.headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
  }
  await ring.rotate();
  assert.notEqual(ask().headers.get("etag"), etag);
  assert.equal(ask({ headers: { "if-none-match": etag } }).status, 200);
  const atOnce = await newRing({ publishAhead: 1, retireAfter: 0 });
  assert.equal(atOnce.jwksResponse().headers.get("cache-control"), "no-cache");
  const late = await newRing({ publishAhead: 30 * 86_400, retireAfter: 0 });
  assert.equal(late.jwksResponse().headers.get("cache-control"), "public, max-age=3600");
});

test("an issuer with a ring renews tokens of every key that is published, and refuses those of others", async () => {
  const ring = await newRing({ publishAhead: HOUR, retireAfter: 24 * HOUR });
  const store = memoryStore();
  const issuer = createTokenIssuer({ key: ring, refreshTtl: 24 * HOUR, store });
  let pair = await issuer.issue("user-42");
  const first = await issuer.issue("user-43");
  const used = new Set();
  for (let round = 0; round < 6; round += 1) {
    used.add(kidOf(pair.access));
    assert.equal(kidOf(pair.access), kidOf(pair.refresh));
    if (round === 2) await ring.rotate();
    pair = await issuer.refresh(pair.refresh);
    await verify(pair.access, ring, { claims: { token_type: "access" } });
    seconds(HOUR / 2);
  }
  assert.equal(used.size, 2);
  await issuer.revoke(first.refresh);
  const stranger = createTokenIssuer({ key: await newRing({ ...OPTIONS, retireAfter: 24 * HOUR }) });
  assert.equal(await code(async () => issuer.refresh((await stranger.issue("a")).refresh)), "key_not_found");
  issuer.free();
  // The ring belongs to the caller, so it still works.
  await signed(ring);
});

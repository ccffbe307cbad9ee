// A ring of keys: which one signs, which are published, and what a rotation does to tokens.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { inspect } from "node:util";
import {
  createVerifier,
  decode,
  explainSync,
  jwks,
  sign,
  trustedIssuers,
  verify,
  verifyJws,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer, keyRing, memoryStore } from "jwt-wasm/issuer";
import { NOW } from "./support.mjs";

const HOUR = 3600;
const OPTIONS = { publishAhead: HOUR, retireAfter: 2 * HOUR };
const SKEW = 60;

beforeEach(() => mock.timers.enable({ apis: ["Date"], now: NOW * 1000 }));
afterEach(() => mock.timers.reset());
const seconds = (count) => mock.timers.tick(count * 1000);

/** Of every ring here. */
const secrets = new Set();

const newRing = async (options = OPTIONS) => {
  const ring = keyRing([], options);
  assert.equal(await ring.rotate(), true);
  for (const { d } of ring.toPrivateJwks().keys) secrets.add(d);
  return ring;
};
const states = (ring) => ring.state.map(({ state }) => state).join(" ");
const kids = (ring) => ring.jwks().keys.map(({ kid }) => kid);
const signed = (ring, claims = { sub: "a" }) => sign(claims, ring.signingKey(), { expiresIn: 2 * HOUR });
const kidOf = (token) => decode(token).header.kid;

/** The code of what is thrown, at once or by the promise, and no key material in its message. */
async function code(act) {
  try {
    await act();
  } catch (error) {
    assert.equal(error.name, "JwtError", inspect(error));
    for (const secret of secrets) assert.ok(!inspect(error).includes(secret), inspect(error));
    return error.code;
  }
  return "none";
}

test("a new key is published ahead of use, and the old one until its tokens have died", async () => {
  const ring = await newRing();
  const [first] = kids(ring);
  assert.equal(states(ring), "signing");
  seconds(10 * HOUR);
  const old = await signed(ring);
  assert.equal(await ring.rotate(), true);
  assert.equal(states(ring), "signing ahead");
  assert.equal(kids(ring).length, 2);
  assert.equal(kids(ring)[0], first);
  seconds(HOUR - 1);
  assert.equal(kidOf(await signed(ring)), first);
  seconds(1);
  const last = await signed(ring);
  const second = kidOf(last);
  assert.notEqual(second, first);
  assert.equal(states(ring), "retiring signing");
  assert.deepEqual(kids(ring), [second, first]);
  seconds(HOUR - 2);
  await verify(old, ring);
  seconds(HOUR + SKEW + 1);
  assert.equal(states(ring), "retiring signing");
  seconds(1);
  assert.equal(states(ring), "retired signing");
  assert.deepEqual(kids(ring), [second]);
  // It goes from what is stored with the next rotation.
  assert.equal(ring.toPrivateJwks().keys.length, 2);
  assert.equal(await ring.rotate(), true);
  assert.deepEqual(ring.state.map(({ kid }) => kid)[0], second);
  assert.equal(ring.toPrivateJwks().keys.length, 2);
});

test("state gives the times at which keys come and go", async () => {
  const ring = await newRing();
  seconds(100);
  await ring.rotate();
  const [one, two] = ring.state;
  assert.deepEqual(
    { ...one, kid: undefined },
    {
      kid: undefined,
      alg: "ES256",
      state: "signing",
      activeFrom: NOW,
      retiresAt: NOW + 100 + 3 * HOUR + SKEW,
    },
  );
  assert.deepEqual(
    { ...two, kid: undefined },
    { kid: undefined, alg: "ES256", state: "ahead", activeFrom: NOW + 100 + HOUR },
  );
});

test("a rotation that is repeated does nothing while a key waits, however many come at once", async () => {
  const ring = await newRing();
  const made = await Promise.all(Array.from({ length: 5 }, () => ring.rotate()));
  assert.deepEqual(made.filter(Boolean), [true]);
  assert.equal(states(ring), "signing ahead");
  const empty = keyRing([], OPTIONS);
  await Promise.all(Array.from({ length: 5 }, () => empty.rotate()));
  assert.equal(empty.state.filter(({ state }) => state === "signing").length, 1);
});

test("tokens are good at every moment of many rotations, in every process that reads what is stored", async () => {
  const ring = await newRing();
  let stored = JSON.stringify(ring.toPrivateJwks());
  const others = [1, 2].map(() => keyRing(JSON.parse(stored), OPTIONS));
  const kept = [];
  const used = new Set();
  for (let step = 0; step < 60; step += 1) {
    if (step % 8 === 0) {
      await ring.rotate();
      stored = JSON.stringify(ring.toPrivateJwks());
    }
    // The others are late.
    if (step % 8 === 2) for (const other of others) other.replace(JSON.parse(stored));
    for (const from of [ring, ...others]) {
      const token = await signed(from);
      used.add(kidOf(token));
      kept.push({ token, until: step + 8 });
    }
    for (const { token } of kept.filter(({ until }) => until > step)) {
      for (const by of [ring, ...others]) await verify(token, by);
    }
    seconds(HOUR / 4);
  }
  assert.ok(used.size >= 7, `${used.size} keys`);
  assert.ok(ring.toPrivateJwks().keys.length <= 4);
});

test("a verifier that keeps the published set for its max-age never meets a key that it does not know", async () => {
  const ring = await newRing();
  const [, maxAge] = /^public, max-age=(\d+)$/.exec(ring.jwksResponse().headers.get("cache-control"));
  assert.equal(Number(maxAge), HOUR / 2);
  let held = { set: jwks(ring.jwks()), until: NOW + HOUR / 2 };
  for (let step = 0; step < 200; step += 1) {
    if (step % 50 === 3) await ring.rotate();
    const time = Date.now() / 1000;
    if (time >= held.until) held = { set: jwks(await ring.jwksResponse().json()), until: time + HOUR / 2 };
    verifySync(await signed(ring), held.set);
    seconds(120);
  }
});

test("a ring is what tokens are verified with: by verify, verifiers, reports, signed content and the gate", async () => {
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

test("a key that was stolen is withdrawn at once by replacing what is stored", async () => {
  const ring = await newRing();
  const stolen = await signed(ring);
  await ring.rotate();
  const { keys } = ring.toPrivateJwks();
  ring.replace(keys.slice(1));
  assert.equal(await code(() => verify(stolen, ring)), "key_not_found");
  await verify(await signed(ring), ring);
  assert.equal(states(ring), "signing");
});

test("what is stored is a set of plain JWKs, and gives the same ring again", async () => {
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
  // What was given out is a copy.
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

test("keys of every algorithm are made, and signed and verified with", async () => {
  for (const algorithm of ["RS256", "PS384", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]) {
    const ring = keyRing([], { ...OPTIONS, algorithm });
    await ring.rotate();
    const token = await signed(ring);
    assert.equal(decode(token).header.alg, algorithm);
    assert.equal((await verify(token, jwks(ring.jwks()))).payload.sub, "a");
    await keyRing(ring.toPrivateJwks(), OPTIONS).rotate();
  }
});

test("the algorithm can change with a rotation, and both are good meanwhile", async () => {
  const ring = await newRing();
  const old = await signed(ring);
  const other = keyRing(ring.toPrivateJwks(), { ...OPTIONS, algorithm: "EdDSA" });
  await other.rotate();
  seconds(HOUR);
  const token = await signed(other);
  assert.equal(decode(token).header.alg, "EdDSA");
  await verify(old, other);
  await verify(token, other);
});

test("a key of one's own is taken, with or without a kid, and once", async () => {
  const [own] = (await newRing()).toPrivateJwks().keys;
  const { kid, nbf, ...bare } = own;
  const ring = keyRing([bare], OPTIONS);
  assert.equal(ring.state[0].kid, kid);
  assert.equal(ring.state[0].activeFrom, 0);
  assert.equal(await ring.rotate(own), false);
  const [next] = (await newRing()).toPrivateJwks().keys;
  assert.equal(await ring.rotate({ ...next, kid: "2026-11", nbf: 1 }), true);
  assert.equal(ring.state[1].kid, "2026-11");
  assert.equal(ring.state[1].activeFrom, NOW + HOUR);
  assert.equal(await ring.rotate(next), true);
  assert.equal(states(ring), "signing ahead ahead");
  const [stranger] = (await newRing()).toPrivateJwks().keys;
  assert.equal(await code(() => ring.rotate({ ...stranger, kid })), "options_invalid");
  assert.equal(states(ring), "signing ahead ahead");
});

test("what cannot be a ring is refused, and a ring that is there stays as it is", async () => {
  const ring = await newRing();
  const [own] = ring.toPrivateJwks().keys;
  const { d, nbf: _, ...half } = own;
  const secret = { kty: "oct", k: Buffer.alloc(32, 7).toString("base64url"), alg: "HS256" };
  const [other] = (await newRing()).toPrivateJwks().keys;
  const bad = [
    [undefined, "options_invalid"],
    [null, "options_invalid"],
    ["keys", "options_invalid"],
    [{}, "options_invalid"],
    [{ keys: {} }, "options_invalid"],
    [[null], "options_invalid"],
    [[[own]], "options_invalid"],
    [[own, own], "options_invalid"],
    [[{ ...own, nbf: undefined }], "options_invalid"],
    [[{ ...own, nbf: NOW * 1000 }], "options_invalid"],
    [[{ ...own, nbf: -1 }], "options_invalid"],
    [[{ ...own, nbf: 1.5 }], "options_invalid"],
    [[{ ...own, nbf: "1" }], "options_invalid"],
    [[{ ...own, nbf: null }], "options_invalid"],
    [[half], "key_invalid"],
    [[{ ...half, d, use: "enc" }], "key_invalid"],
    [[secret], "key_invalid"],
    [[{ ...own, x: own.y }], "key_invalid"],
    [[own, { ...other, kid: own.kid }], "options_invalid"],
    [
      [
        { ...half, d },
        { ...other, nbf: undefined },
      ].map((key) => JSON.parse(JSON.stringify(key))),
      "options_invalid",
    ],
    [Array.from({ length: 1001 }, () => own), "options_invalid"],
    [ring, "options_invalid"],
    [
      new Proxy([], {
        get: () => {
          throw new Error("no");
        },
      }),
      "options_invalid",
    ],
  ];
  for (const [keys, expected] of bad) {
    assert.equal(await code(() => keyRing(keys, OPTIONS)), expected, inspect(keys));
    assert.equal(await code(() => ring.replace(keys)), expected, inspect(keys));
  }
  assert.equal(await code(() => ring.replace([])), "options_invalid");
  for (const key of [null, "key", {}, half, secret]) {
    const expected = typeof key === "string" || key === null ? "options_invalid" : "key_invalid";
    assert.equal(await code(() => ring.rotate(key)), expected, inspect(key));
  }
  assert.deepEqual(ring.toPrivateJwks(), { keys: [own] });
});

test("options that make no sense are refused", async () => {
  for (const options of [
    undefined,
    null,
    {},
    { publishAhead: 1 },
    { retireAfter: undefined },
    { retireAfter: -1 },
    { retireAfter: 1.5 },
    { retireAfter: "1" },
    { retireAfter: Number.NaN },
    { retireAfter: 86_400_000_000 },
    { retireAfter: 1, publishAhead: undefined },
    { retireAfter: 1, publishAhead: 86_400_000_000 },
    { retireAfter: 1, algorithm: "HS256" },
    { retireAfter: 1, algorithm: "none" },
    { retireAfter: 1, algorithm: ["ES256"] },
    { retireAfter: 1, retiredAfter: 1 },
    new Map(),
  ]) {
    assert.equal(await code(() => keyRing([], options)), "options_invalid", inspect(options));
  }
});

test("an empty ring signs nothing and publishes an empty set; a freed one does nothing", async () => {
  const empty = keyRing([], OPTIONS);
  assert.equal(await code(() => empty.signingKey()), "options_invalid");
  assert.deepEqual(empty.jwks(), { keys: [] });
  const ring = await newRing();
  const token = await signed(ring);
  assert.equal(await code(() => verify(token, empty)), "key_not_found");
  await verify(token, ring);
  ring.free();
  ring.free();
  for (const act of [
    () => ring.rotate(),
    () => ring.replace([]),
    () => ring.jwks(),
    () => ring.jwksResponse(),
    () => ring.state,
    () => ring.signingKey(),
    () => ring.toPrivateJwks(),
    () => verify(token, ring),
  ]) {
    assert.equal(await code(act), "options_invalid", String(act));
  }
});

test("without a clock no key is added", async () => {
  const ring = await newRing();
  const [key] = (await newRing()).toPrivateJwks().keys;
  mock.timers.setTime(0);
  assert.equal(await code(() => ring.rotate()), "options_invalid");
  assert.equal(await code(() => ring.rotate(key)), "options_invalid");
  assert.equal(ring.state.length, 1);
  await signed(ring).catch(() => {});
});

test("a clock that is set back signs with a key that is published", async () => {
  const ring = await newRing();
  await ring.rotate();
  seconds(HOUR);
  const token = await signed(ring);
  mock.timers.setTime((NOW + 10) * 1000);
  assert.notEqual(kidOf(await signed(ring)), kidOf(token));
  await verify(token, ring, { now: NOW + HOUR });
});

test("the published set is answered with what caches and browsers ask for", async () => {
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
  // The ring is the caller's.
  await signed(ring);
});

test("a ring whose keys retire before a refresh token dies is refused", async () => {
  const ring = await newRing();
  assert.equal(await code(() => createTokenIssuer({ key: ring })), "options_invalid");
  createTokenIssuer({ key: ring, refreshTtl: 2 * HOUR });
  assert.equal(
    await code(() => createTokenIssuer({ key: ring, refreshTtl: 2 * HOUR + 1 })),
    "options_invalid",
  );
  const empty = createTokenIssuer({ key: keyRing([], OPTIONS), refreshTtl: HOUR });
  assert.equal(await code(() => empty.issue("a")), "options_invalid");
});

test("what only looks like a ring is not one", async () => {
  const ring = await newRing();
  const like = {
    ...Object.getOwnPropertyDescriptors(Object.getPrototypeOf(ring)),
    signingKey: () => ring.signingKey(),
  };
  for (const key of [{}, like, Object.create(ring), new Proxy(ring, {})]) {
    assert.equal(await code(() => createTokenIssuer({ key })), "key_invalid");
    assert.equal(await code(async () => verify(await signed(ring), key)), "key_invalid");
  }
  assert.equal(await code(() => sign({}, ring)), "key_invalid");
});

test("a ring takes as many keys as verifiers do, in time that grows with their number", async () => {
  const [key] = (await newRing()).toPrivateJwks().keys;
  const many = Array.from({ length: 1000 }, (_, place) => ({ ...key, kid: `${place}`, nbf: NOW - place }));
  const ring = keyRing(many, { publishAhead: 0, retireAfter: HOUR });
  const since = performance.now();
  for (let round = 0; round < 20; round += 1) ring.replace(JSON.parse(JSON.stringify(ring.toPrivateJwks())));
  assert.ok(performance.now() - since < 5000, `${performance.now() - since} ms`);
  assert.equal(ring.jwks().keys.length, 1000);
  assert.equal(await code(() => ring.rotate()), "options_invalid");
  assert.equal(ring.state.length, 1000);
});

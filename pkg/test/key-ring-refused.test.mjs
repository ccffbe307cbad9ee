// What a ring refuses, and that a refusal does not change the ring.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { inspect } from "node:util";
import { sign, verify } from "jwt-wasm";
import { createTokenIssuer, keyRing } from "jwt-wasm/issuer";
import { code, HOUR, newRing, OPTIONS, signed, states, withClock } from "./key-ring.mjs";
import { NOW } from "./support.mjs";

withClock();

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

test("a wrong argument is refused, and the ring stays as it is", async () => {
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

test("an object that looks like a ring is not one", async () => {
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

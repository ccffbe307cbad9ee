// How long the stores remember proofs. tests/worker tests the stores in real workerd, and tests/stores with a real Redis.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { inspect } from "node:util";
import {
  dpopNonces,
  durableObjectReplay,
  kvReplay,
  memoryReplay,
  redisReplay,
  replayStore,
  verifyDpopProof,
} from "jwt-wasm/dpop";
import { client, proofOf, seconds, URL } from "./dpop.mjs";
import { code } from "./support.mjs";

const hostile = new Proxy({}, { get: () => assert.fail("hostile"), ownKeys: () => assert.fail("hostile") });
const send = async () => null;

const use = (replay, claims = {}, more = {}) =>
  verifyDpopProof(proofOf({ claims, ...more }), { method: "GET", url: URL, replay, jkt: client.jkt }).then(
    () => "good",
    ({ code }) => code,
  );

test("wrong arguments are told at once", () => {
  for (const [make, values] of [
    [kvReplay, [undefined, null, {}, "KV", { get() {} }, { get: 1, put: 1 }, hostile]],
    [durableObjectReplay, [undefined, null, {}, "DO", { get() {} }, { idFromName: 1, get: 1 }, hostile]],
    [
      redisReplay,
      [
        undefined,
        null,
        {},
        send,
        hostile,
        { send: "SET" },
        { send, prefix: 1 },
        { send, prefix: undefined },
        { send, port: 1 },
      ],
    ],
    [
      memoryReplay,
      [null, { maxProofs: 0 }, { maxProofs: 1.5 }, { maxProofs: undefined }, { max: 1 }, hostile],
    ],
    [
      replayStore,
      [undefined, null, {}, () => true, { use: true }, { use: undefined }, { use() {}, x: 1 }, hostile],
    ],
    [
      dpopNonces,
      [
        null,
        hostile,
        { secret: "" },
        { secret: "too short" },
        { secret: Buffer.alloc(31) },
        { secret: 1 },
        { secret: undefined },
        { lifetime: 0 },
        { lifetime: 1.5 },
        { lifetime: 86_401 },
        { lifetime: "300" },
        { life: 1 },
      ],
    ],
  ]) {
    for (const value of values) {
      assert.equal(
        code(() => make(value)),
        "options_invalid",
        `${make.name} ${inspect(value, { showProxy: true })}`,
      );
    }
  }
});

test("of a hundred at once one passes, in memory", async () => {
  const replay = memoryReplay();
  const proof = proofOf();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, () => verifyDpopProof(proof, { method: "GET", url: URL, replay })),
  );
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  for (const { reason } of outcomes)
    assert.ok(!reason || (reason.code === "revoked" && reason.reason === "reused"));
});

test("a full memory takes no proof, and has room again once the oldest may be forgotten", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_700_000_000_000 });
  const replay = memoryReplay({ maxProofs: 3 });
  for (let count = 0; count < 3; count++) assert.equal(await use(replay), "good");
  for (let count = 0; count < 3; count++) assert.equal(await use(replay), "revocation_unavailable");
  // A full store still recognises the proofs that it holds.
  context.mock.timers.setTime(1_700_000_389_000);
  assert.equal(await use(replay), "revocation_unavailable");
  context.mock.timers.setTime(1_700_000_391_000);
  for (let count = 0; count < 3; count++) assert.equal(await use(replay), "good");
  assert.equal(await use(replay), "revocation_unavailable");
});

test("a proof is remembered for as long as its iat lets it pass, whatever the clock does", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_700_000_000_000 });
  const replay = memoryReplay();
  // A client's clock may be 30 seconds ahead.
  const proof = proofOf({ claims: { iat: seconds() + 30 } });
  const again = () =>
    verifyDpopProof(proof, { method: "GET", url: URL, replay }).then(
      () => "good",
      ({ code }) => code,
    );
  assert.equal(await again(), "good");
  const seen = new Set();
  for (let passed = -600; passed < 1200; passed += 7) {
    context.mock.timers.setTime((1_700_000_000 + passed) * 1000);
    seen.add(await again());
    // Other proofs are used in the meantime.
    await use(replay);
  }
  assert.deepEqual([...seen].sort(), ["not_yet_valid", "revoked", "too_old"]);
});

test("a clock that ran ahead and was set back makes no used proof good again", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_700_000_000_000 });
  for (const ahead of [400, 3600, 86_400 * 400]) {
    context.mock.timers.setTime(1_700_000_000_000);
    const replay = memoryReplay();
    const jti = `used-${ahead}`;
    assert.equal(await use(replay, { jti }), "good");
    context.mock.timers.setTime(1_700_000_000_000 + ahead * 1000);
    // The clock has run ahead, and a proof of that time is used.
    assert.equal(await use(replay), "good");
    context.mock.timers.setTime(1_700_000_001_000);
    assert.equal(await use(replay, { jti, iat: 1_700_000_000 }), "revocation_unavailable", String(ahead));
    // A proof that was made after the clock was set back cannot have been used before.
    assert.equal(await use(replay), "good", String(ahead));
  }
});

test("a store gets a name for the proof, its key, and the time at which to forget it", async () => {
  const told = [];
  const replay = replayStore({ use: (proof, env) => told.push([proof, env]) > 0 });
  const iat = seconds() - 10;
  const jti = "§".repeat(3000);
  assert.equal(await use(replay, { jti, iat }), "good");
  assert.equal(await use(replay, { jti, iat: iat + 1 }), "good");
  assert.equal(await use(replay, { iat }), "good");
  const [[first, env], [second], [third]] = told;
  assert.equal(env, undefined);
  assert.match(first.id, /^[\w-]{43}$/);
  assert.deepEqual(first, { id: first.id, jkt: client.jkt, expiresAt: iat + 390 });
  assert.equal(second.id, first.id);
  assert.notEqual(third.id, first.id);
});

test("KV keeps a proof under its name, and nothing for less than a minute", async () => {
  const kept = new Map();
  const put = mock.fn(async (key, value) => kept.set(key, value));
  const kv = { get: async (key) => kept.get(key) ?? null, put };
  for (const replay of [kvReplay(kv), kvReplay(() => kv)]) {
    kept.clear();
    const proof = proofOf({ claims: { iat: seconds() - 320 } });
    const outcome = () =>
      verifyDpopProof(proof, { method: "GET", url: URL, replay }).then(
        () => "good",
        ({ code }) => code,
      );
    assert.deepEqual([await outcome(), await outcome()], ["good", "revoked"]);
    const [key, value, { expirationTtl }] = put.mock.calls.at(-1).arguments;
    assert.match(key, /^jwt-wasm:dpop:[\w-]{43}$/);
    assert.equal(value, "1");
    assert.ok(expirationTtl >= 60 && expirationTtl <= 71, String(expirationTtl));
  }
});

test("a store that answers something else, or has no binding, accepts no proof", async () => {
  const answers = [
    undefined,
    0,
    1,
    "",
    "ok",
    "QUEUED",
    {},
    [],
    ["OK"],
    [true],
    [false, "OK"],
    { error: "no" },
    true,
  ];
  for (const reply of answers) {
    assert.equal(
      await use(redisReplay({ send: async () => reply })),
      "revocation_unavailable",
      inspect(reply),
    );
    assert.equal(await use(redisReplay({ send: () => reply })), "revocation_unavailable", inspect(reply));
  }
  assert.equal(await use(redisReplay({ send: async () => null })), "revoked");
  for (const reply of ["OK", [true, "OK"]])
    assert.equal(await use(redisReplay({ send: async () => reply })), "good");

  const objects = (answer) => ({
    idFromName: (name) => ({ name }),
    get: () => ({ fetch: async () => answer }),
  });
  const says = (value, ok = true) => objects({ ok, status: ok ? 200 : 500, json: async () => value });
  assert.equal(await use(durableObjectReplay(says(true))), "good");
  assert.equal(await use(durableObjectReplay(says(false))), "revoked");
  for (const wrong of [
    says("true"),
    says(1),
    says(null),
    says(true, false),
    objects(undefined),
    objects({ ok: true }),
  ]) {
    assert.equal(await use(durableObjectReplay(wrong)), "revocation_unavailable");
  }
  // Only a gate passes bindings to a store.
  for (const replay of [
    durableObjectReplay((env) => env.REPLAY),
    kvReplay((env) => env?.KV),
    kvReplay(() => {}),
  ]) {
    assert.equal(await use(replay), "options_invalid");
  }
});

test("a nonce is good for its window and the next, for servers of one secret alone", async (context) => {
  const start = 1_700_000_100_000;
  context.mock.timers.enable({ apis: ["Date"], now: start });
  const secret = Buffer.alloc(32, 3);
  const nonces = dpopNonces({ secret, lifetime: 100 });
  const others = [
    dpopNonces({ secret: Buffer.alloc(32, 4), lifetime: 100 }),
    dpopNonces({ lifetime: 100 }),
    dpopNonces({ secret }),
  ];
  const nonce = await nonces.issue();
  assert.match(nonce, /^[\w-]{43}$/);
  assert.equal(await nonces.issue(), nonce);
  for (const secretOf of [
    secret,
    new Uint8Array(secret),
    () => secret,
    secret.buffer.slice(secret.byteOffset, secret.byteOffset + 32),
  ]) {
    const same = dpopNonces({ secret: secretOf, lifetime: 100 });
    assert.equal(await same.issue(), nonce);
    assert.equal(await same.isGood(nonce), true);
  }
  for (const other of others) {
    assert.equal(await other.isGood(nonce), false);
    assert.equal(await nonces.isGood(await other.issue()), false);
  }
  // The caller changes the bytes after the call: the secret must have been copied.
  secret.fill(9);
  for (const [passed, isGood, isSame] of [
    [99, true, true],
    [100, true, false],
    [199, true, false],
    [200, false, false],
    [1e6, false, false],
    [0, true, true],
    [-100, false, false],
  ]) {
    context.mock.timers.setTime(start + passed * 1000);
    assert.equal(await nonces.isGood(nonce), isGood, `after ${passed} s`);
    assert.equal((await nonces.issue()) === nonce, isSame, `after ${passed} s`);
  }
});

test("the error says that a secret is missing in the request's bindings", async () => {
  for (const secret of [
    () => undefined,
    () => "short",
    () => {
      throw new Error("no binding");
    },
  ]) {
    await assert.rejects(dpopNonces({ secret }).issue({}), { name: "JwtError", code: "options_invalid" });
  }
  const nonces = dpopNonces({ secret: (env) => env.SECRET });
  assert.equal(await nonces.isGood(await nonces.issue({ SECRET: "s".repeat(32) }), {}), true);
});

// A ring of keys: which key signs, which keys are published, and how tokens survive a rotation.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { decode, jwks, verify, verifySync } from "jwt-wasm";
import { keyRing } from "jwt-wasm/issuer";
import {
  code,
  HOUR,
  kidOf,
  kids,
  newRing,
  OPTIONS,
  SKEW,
  seconds,
  signed,
  states,
  withClock,
} from "./key-ring.mjs";
import { NOW } from "./support.mjs";

withClock();

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
  // The next rotation removes the retired key from the stored set.
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

test("tokens are good at every moment of many rotations, in every process that reads the stored keys", async () => {
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
    // The other processes read the stored keys late.
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

test("a stolen key is withdrawn at once by replacing the stored keys", async () => {
  const ring = await newRing();
  const stolen = await signed(ring);
  await ring.rotate();
  const { keys } = ring.toPrivateJwks();
  ring.replace(keys.slice(1));
  assert.equal(await code(() => verify(stolen, ring)), "key_not_found");
  await verify(await signed(ring), ring);
  assert.equal(states(ring), "signing");
});

test("keys of every algorithm are made, and signed and verified with", async () => {
  for (const algorithm of [
    "RS256",
    "PS384",
    "ES256",
    "ES384",
    "ES512",
    "ES256K",
    "EdDSA",
    "Ed25519",
    "Ed448",
  ]) {
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

test("a clock that is set back signs with a key that is published", async () => {
  const ring = await newRing();
  await ring.rotate();
  seconds(HOUR);
  const token = await signed(ring);
  mock.timers.setTime((NOW + 10) * 1000);
  assert.notEqual(kidOf(await signed(ring)), kidOf(token));
  await verify(token, ring, { now: NOW + HOUR });
});

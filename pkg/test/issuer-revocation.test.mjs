// How long stores keep revocations and rotations, and how much work a full store is.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import fc from "fast-check";
import { signSync, verifySync } from "jwt-wasm";
import { createTokenIssuer, durableObjectStore, kvStore, memoryStore, TokenFamily } from "jwt-wasm/issuer";
import { Expiries } from "../dist/issuer/stores/expiries.js";
import { code, NOW, signed, testKey } from "./support.mjs";

const key = testKey();
const DAY = 86_400;
const SKEW = 60;
const seconds = (count) => mock.timers.tick(count * 1000);

beforeEach(() => mock.timers.enable({ apis: ["Date"], now: NOW * 1000 }));
afterEach(() => mock.timers.reset());

const nowInSeconds = () => Date.now() / 1000;

/** The part of Workers KV that the store uses. An expired entry is not found. */
function kv() {
  const entries = new Map();
  return {
    entries,
    async get(name) {
      const held = entries.get(name);
      return held !== undefined && held.until > nowInSeconds() ? held.value : null;
    },
    async put(name, value, { expirationTtl }) {
      assert.ok(Number.isInteger(expirationTtl) && expirationTtl >= 60 && expirationTtl < 2 ** 31);
      entries.set(name, { value, until: nowInSeconds() + expirationTtl });
    },
  };
}

/** Durable Objects. An alarm that is due runs at the next request. */
function objects() {
  const all = new Map();
  const objectOf = (name) => {
    if (!all.has(name)) {
      const values = new Map();
      const object = { alarmAt: undefined };
      object.family = new TokenFamily({
        storage: {
          kv: { get: (at) => values.get(at), put: (at, value) => values.set(at, value) },
          async setAlarm(time) {
            assert.ok(new Date(time).getTime() > 0, "a time that a Date can hold");
            object.alarmAt = time;
          },
          async deleteAll() {
            values.clear();
          },
        },
      });
      all.set(name, object);
    }
    return all.get(name);
  };
  return {
    idFromName: (name) => name,
    get: (name) => ({
      async fetch(url, init) {
        const object = objectOf(name);
        while (object.alarmAt !== undefined && object.alarmAt <= Date.now()) {
          object.alarmAt = undefined;
          await object.family.alarm();
        }
        return object.family.fetch(new Request(url, init));
      },
    }),
  };
}

const STORES = {
  memoryStore,
  kvStore: () => kvStore(kv()),
  durableObjectStore: () => durableObjectStore(objects()),
};

/** A pair of tokens as SimpleJWT makes it, with `sid` in both, as in examples/django. */
function pairOf(refreshLifetime, { family = "f" } = {}) {
  const make = (claims, expiresIn) => signSync({ sub: "a", sid: family, ...claims }, key, { expiresIn });
  return {
    access: make({ token_type: "access", jti: `${family}-a` }, 300),
    refresh: make({ token_type: "refresh", jti: family }, refreshLifetime),
  };
}

/** A store that records its calls and keeps nothing. */
function noting(outcome = "rotated") {
  const told = [];
  return {
    told,
    rotate: async ({ expiresAt }) => {
      told.push(["rotate", expiresAt]);
      return outcome;
    },
    revoke: async (_, expiresAt) => void told.push(["revoke", expiresAt]),
    isRevoked: async () => false,
  };
}

for (const [name, makeStore] of Object.entries(STORES)) {
  test(`${name}: a logout by an access token outlasts a longer refresh token`, async () => {
    const store = makeStore();
    const issuer = createTokenIssuer({ key, store, refreshTtl: DAY });
    const { access, refresh } = pairOf(30 * DAY);
    await issuer.revoke(access);
    for (let day = 0; day < 30; day++) {
      await assert.rejects(issuer.refresh(refresh), { code: "revoked" }, `day ${day}`);
      assert.equal(await store.isRevoked(verifySync(refresh, key).payload), true);
      seconds(DAY - 1);
    }
    seconds(30);
    await assert.rejects(issuer.refresh(refresh), { code: "expired" });
  });

  test(`${name}: a second logout does not shorten the first`, async () => {
    const issuer = createTokenIssuer({ key, store: makeStore(), refreshTtl: DAY, maxRefreshTtl: DAY });
    const { access, refresh } = pairOf(30 * DAY);
    await issuer.revoke(refresh);
    await issuer.revoke(access);
    seconds(29 * DAY);
    await assert.rejects(issuer.refresh(refresh), { code: "revoked" });
  });

  test(`${name}: a refresh token that outlives refreshTtl is used once all the same`, async () => {
    const issuer = createTokenIssuer({ key, store: makeStore(), refreshTtl: DAY, maxRefreshTtl: DAY });
    const { refresh } = pairOf(30 * DAY);
    await issuer.refresh(refresh);
    seconds(29 * DAY);
    await assert.rejects(issuer.refresh(refresh), { code: "revoked", reason: "reused" });
    await assert.rejects(issuer.refresh(refresh), { code: "revoked" });
  });

  test(`${name}: a token without an end that a clock knows`, async () => {
    for (const exp of [32_503_680_000, 1e15, 1e300]) {
      const issuer = createTokenIssuer({ key, store: makeStore() });
      // Another signer made this token: `sign` refuses times after the year 9999.
      const make = (claims) => signed({ sub: "a", exp, ...claims });
      const refresh = make({ token_type: "refresh", jti: "j" });
      await issuer.refresh(refresh);
      await assert.rejects(issuer.refresh(refresh), { code: "revoked", reason: "reused" });
      const other = make({ token_type: "access", jti: "other" });
      await issuer.revoke(other);
      seconds(10_000 * DAY);
      await assert.rejects(issuer.refresh(refresh), { code: "revoked" });
    }
  });
}

test("how long a revocation and a rotation are kept", async () => {
  const { access, refresh } = pairOf(2 * DAY);
  for (const [options, lifetime] of [
    [{}, 90 * DAY],
    [{ maxRefreshTtl: 5 * DAY }, 5 * DAY],
    [{ maxRefreshTtl: DAY }, DAY],
    [{ refreshTtl: 200 * DAY }, 200 * DAY],
    [{ refreshTtl: 5 * DAY, maxRefreshTtl: 5 * DAY }, 5 * DAY],
  ]) {
    const rotation = NOW + Math.max(options.refreshTtl ?? DAY, 2 * DAY) + SKEW;
    const store = noting("reused");
    const issuer = createTokenIssuer({ key, store, ...options });
    await issuer.revoke(access);
    await issuer.revoke(refresh);
    await assert.rejects(issuer.refresh(refresh), { reason: "reused" });
    const byRefresh = NOW + Math.max(lifetime, 2 * DAY) + SKEW;
    assert.deepEqual(store.told, [
      ["revoke", NOW + lifetime + SKEW],
      ["revoke", byRefresh],
      ["rotate", rotation],
      ["revoke", byRefresh],
    ]);
  }
});

test("wrong bounds are told at once", () => {
  for (const options of [
    ...[undefined, 0, -1, 1.5, "1", null, Number.NaN, 1e12].map((maxRefreshTtl) => ({ maxRefreshTtl })),
    { maxRefreshTtl: DAY - 1 },
    { refreshTtl: 10 * DAY, maxRefreshTtl: 9 * DAY },
  ]) {
    assert.equal(
      code(() => createTokenIssuer({ key, ...options })),
      "options_invalid",
    );
  }
});

test("an entry of Workers KV that an older version wrote counts", async () => {
  const namespace = kv();
  await namespace.put("jwt-wasm:revoked:f", "1", { expirationTtl: 600 });
  const issuer = createTokenIssuer({ key, store: kvStore(namespace) });
  const { access, refresh } = pairOf(30 * DAY);
  await assert.rejects(issuer.refresh(refresh), { code: "revoked" });
  await issuer.revoke(access);
  seconds(DAY);
  await assert.rejects(issuer.refresh(refresh), { code: "revoked" });
});

const operation = fc.record({
  family: fc.constantFrom("a", "b", "c", "d", "e"),
  does: fc.constantFrom("rotate", "revoke", "look"),
  jti: fc.constantFrom("same", "x", "y"),
  lives: fc.integer({ min: 1, max: 50 }),
  pass: fc.integer({ min: 0, max: 20 }),
});

test("a small memory store answers as one that looks through all it holds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 60 }), async (operations) => {
      const store = memoryStore({ maxFamilies: 3 });
      const held = new Map();
      for (const { family, does, jti, lives, pass } of operations) {
        seconds(pass);
        const time = nowInSeconds();
        for (const [name, { expiresAt }] of held) if (expiresAt <= time) held.delete(name);
        const known = held.get(family);
        const expiresAt = Math.max(time + lives, known?.expiresAt ?? 0);
        const isFull = known === undefined && held.size >= 3;
        if (does === "look") {
          assert.equal(await store.isRevoked({ jti: family }), known?.current === null);
        } else if (does === "revoke") {
          const done = store.revoke(family, time + lives);
          if (isFull) await assert.rejects(done, { code: "revocation_unavailable" });
          else {
            await done;
            held.set(family, { current: null, expiresAt });
          }
        } else {
          const used = jti === "same" ? family : jti;
          const isFirst = used === family;
          const isCurrent = known === undefined ? isFirst : known.current === used;
          const outcome = store.rotate({ family, jti: used, next: "x", expiresAt: time + lives });
          if (isCurrent && isFull) await assert.rejects(outcome, { code: "revocation_unavailable" });
          else {
            const refused = known?.current === null || known === undefined ? "revoked" : "reused";
            assert.equal(await outcome, isCurrent ? "rotated" : refused);
            if (isCurrent) held.set(family, { current: "x", expiresAt });
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("an entry comes out when it expires, even if others were postponed meanwhile", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(100), fc.nat(60)), { maxLength: 100 }), (times) => {
      const expiries = new Expiries();
      const items = times.map(([expiresAt]) => ({ expiresAt }));
      for (const item of items) expiries.add(item);
      for (const [index, [, delay]] of times.entries()) items[index].expiresAt += delay;
      for (let now = 0; now <= 160; now += 10) {
        const due = items.filter(({ expiresAt }) => expiresAt <= now && expiresAt > now - 10);
        const taken = [];
        for (let item = expiries.take(now); item; item = expiries.take(now)) taken.push(item);
        assert.deepEqual(new Set(taken), new Set(due));
        assert.equal(taken.length, due.length);
      }
      assert.equal(expiries.take(Number.MAX_VALUE), undefined);
    }),
  );
});

test("a full store refuses a new family without looking at the families that it holds", async () => {
  let looks = 0;
  const held = Array.from({ length: 100_000 }, (_, index) => ({
    get expiresAt() {
      looks += 1;
      return 1000 + index;
    },
  }));
  const expiries = new Expiries();
  for (const item of held) expiries.add(item);
  looks = 0;
  for (let round = 0; round < 10_000; round++) assert.equal(expiries.take(999), undefined);
  assert.equal(looks, 0);
  // If one family expires for each one that is added, it is found without looking at the others.
  for (let now = 1000; now < 2000; now++) assert.equal(expiries.take(now), held[now - 1000]);
  assert.equal(looks, 1000);
});

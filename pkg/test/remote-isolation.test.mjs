// A set comes only from where its caller looks, and is judged by its caller's bounds, whoever else asks the same URL.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cacheApi } from "../dist/remote/source.js";
import {
  broken,
  cleanUps,
  failure,
  json,
  NEXT,
  pass,
  provider,
  realNow,
  reason,
  SET,
  source,
} from "./remote-source.mjs";

let urls = 0;
const newUrl = () => `https://isolation.test/${urls++}`;
const setOf = (...names) => ({ keys: names });
const answering = (set) => async () => new Response(JSON.stringify(set));
const entryOf = (set, from, until) => {
  const time = Date.now() / 1000;
  return { jwks: JSON.stringify(set), fetchedAt: time + from, expiresAt: time + until };
};

/** A cache that keeps what is put there. */
function cacheOf(entries = new Map()) {
  return { entries, get: async (url) => entries.get(url), set: async (url, it) => void entries.set(url, it) };
}

const runtimeFetch = globalThis.fetch;

/** What the runtime's `fetch` answers, until the test is over. */
function runtimeAnswers(answer) {
  globalThis.fetch = answer;
  cleanUps.push(() => {
    globalThis.fetch = runtimeFetch;
  });
}

test("what a fetch of one's own brings is for its caller alone", async () => {
  const url = newUrl();
  runtimeAnswers(answering(setOf("runtime")));
  const [a, b] = [
    source(url, { fetch: answering(setOf("a")) }),
    source(url, { fetch: answering(setOf("b")) }),
  ];
  for (const [own, expected] of [
    [a, "a"],
    [source(url), "runtime"],
    [b, "b"],
    [a, "a"],
  ]) {
    const set = await own.current();
    assert.deepEqual(set, setOf(expected));
    assert.equal(own.peek(), set);
    assert.equal(await own.refreshed(set), undefined, "nor is another's taken for newer");
  }
  // A mock for each test, as they are written.
  for (const name of ["first test", "second test"]) {
    const fetch = answering(setOf(name));
    assert.deepEqual(await source(url, { fetch }).current(), setOf(name));
    assert.deepEqual(await source(url, { fetch }).current(), setOf(name));
  }
});

test("nor does its failure, or its pause, concern another", async () => {
  const url = newUrl();
  const failing = source(url, { fetch: () => Promise.reject(1) });
  await failure(failing.current());
  assert.deepEqual(await source(url, { fetch: answering(SET) }).current(), SET);
  runtimeAnswers(answering(NEXT));
  assert.deepEqual(await source(url).current(), NEXT);
  assert.match((await failure(failing.current())).message, /not asked again/);
});

test("what a runtime's fetch brought that was replaced since is not taken", async () => {
  const url = newUrl();
  runtimeAnswers(answering(setOf("first")));
  const kept = source(url);
  assert.deepEqual(await kept.current(), setOf("first"));
  runtimeAnswers(answering(setOf("second")));
  assert.equal(kept.peek(), undefined);
  assert.deepEqual(await kept.current(), setOf("second"));
  assert.deepEqual(await source(url).current(), setOf("second"));
  // Nor is it what a call ends with that began before.
  const other = newUrl();
  const cache = cacheOf();
  const [first, second] = [answering(setOf("first")), answering(setOf("second"))];
  runtimeAnswers(first);
  const begun = source(other, { cache }).current();
  runtimeAnswers(second);
  assert.deepEqual(await begun, setOf("first"));
  assert.equal(source(other, { cache: cacheOf() }).peek(), undefined);
  runtimeAnswers(first);
  assert.deepEqual(source(other, { cache }).peek(), setOf("first"));
});

test("an initial set is for its caller alone", async () => {
  const url = newUrl();
  runtimeAnswers(answering(setOf("runtime")));
  const a = source(url, { initial: setOf("a") });
  const b = source(url, { initial: setOf("b") });
  assert.equal(source(url).peek(), undefined);
  assert.deepEqual(a.peek(), setOf("a"));
  assert.deepEqual(b.peek(), setOf("b"));
  assert.deepEqual(await source(url).current(), setOf("runtime"));
  assert.deepEqual(a.peek(), setOf("a"));
  assert.deepEqual(await a.refreshed(a.peek()), setOf("runtime"));
  assert.deepEqual(b.peek(), setOf("b"));
});

test("what comes of a cache is for those who gave it", async () => {
  const url = newUrl();
  runtimeAnswers(answering(setOf("runtime")));
  const cache = cacheOf(new Map([[url, entryOf(setOf("poisoned"), -1, 600)]]));
  assert.deepEqual(await source(url, { cache }).current(), setOf("poisoned"));
  assert.equal(source(url).peek(), undefined);
  assert.equal(source(url, { cache: cacheOf() }).peek(), undefined);
  assert.equal(source(url, { cache: { ...cache } }).peek(), undefined, "another object");
  assert.equal(source(url, { cache: cacheApi() }).peek(), undefined);
  assert.deepEqual(await source(url).current(), setOf("runtime"));
  assert.deepEqual(source(url, { cache }).peek(), setOf("poisoned"), "the same object is the same cache");
});

test("the runtime's caches are one for each name, and cannot be made into another", async () => {
  const url = newUrl();
  runtimeAnswers(answering(SET));
  await source(url, { cache: cacheApi({ name: "a" }) }).current();
  assert.deepEqual(source(url, { cache: cacheApi({ name: "a" }) }).peek(), SET);
  for (const cache of [cacheApi(), cacheApi({ name: "b" }), cacheApi({ name: "null" })]) {
    assert.equal(source(url, { cache }).peek(), undefined);
  }
  const changed = cacheApi({ name: "a" });
  assert.throws(() => {
    changed.get = async () => entryOf(NEXT, -1, 600);
  }, TypeError);
  const heir = Object.assign(Object.create(changed), {});
  assert.equal(source(url, { cache: heir }).peek(), undefined);
});

test("in a cache that is shared, what a fetch of one's own brought has another name", async () => {
  const url = newUrl();
  runtimeAnswers(answering(setOf("runtime")));
  const cache = cacheOf();
  await source(url, { cache, fetch: answering(setOf("own")) }).current();
  assert.deepEqual(await source(url, { cache }).current(), setOf("runtime"));
  const names = [...cache.entries.keys()];
  assert.deepEqual([names.length, names.includes(url)], [2, true]);
  const headers = { a: "fetch" };
  await source(url, { cache, headers }).current();
  await source(url, { cache, headers, fetch: answering(SET) }).current();
  assert.equal(cache.entries.size, 4);
});

test("a strict maxAge is one beside a lax one, in either order", async () => {
  const it = await provider(json(SET, { "cache-control": "max-age=86400" }));
  const [lax, strict] = [source(it.url), source(it.url, { maxAge: 60 })];
  const set = await lax.current();
  assert.equal(strict.peek(), set, "shared while both take it");
  it.handle = json(NEXT, { "cache-control": "max-age=86400" });
  pass(61);
  assert.equal(lax.peek(), set);
  assert.equal(strict.peek(), undefined);
  assert.deepEqual(await strict.current(), NEXT);
  assert.deepEqual(lax.peek(), NEXT);
  assert.equal(it.requests.length, 2);
  pass(10_000);
  assert.deepEqual(lax.peek(), NEXT, "it was fetched by the strict one, and lives as the lax one says");
});

test("each judges the least lifetime, too", async () => {
  const it = await provider(json(SET, { "cache-control": "no-store" }));
  const [own, patient] = [source(it.url, { minAge: 5 }), source(it.url, { minAge: 3600 })];
  await own.current();
  pass(100);
  assert.equal(own.peek(), undefined);
  assert.deepEqual(patient.peek(), SET);
});

test("staleIfError is each caller's own", async () => {
  const it = await provider();
  const [lax, strict] = [source(it.url), source(it.url, { staleIfError: 0 })];
  const set = await lax.current();
  it.handle = broken;
  pass(601);
  assert.equal(await lax.current(), set);
  assert.equal(lax.peek(), set);
  assert.equal(strict.peek(), undefined);
  assert.equal(await reason(strict.current()), "status");
  assert.equal(await lax.current(), set);
});

test("a short cool-down of one is not a long pause of another", async () => {
  const it = await provider(broken);
  const [hasty, own] = [source(it.url, { cooldown: 0 }), source(it.url)];
  for (let round = 0; round < 20; round++) await failure(hasty.current());
  assert.equal(it.requests.length, 20);
  assert.match((await failure(own.current())).message, /not asked again for 1 s/);
  it.handle = json(SET);
  pass(1.5);
  assert.deepEqual(await own.current(), SET);
  // The other way round: who may ask at once is not held up by who may not.
  it.handle = broken;
  pass(601);
  await own.current();
  it.handle = json(NEXT);
  const [held, fresh] = await Promise.all([own.current(), hasty.current()]);
  assert.deepEqual([held, fresh], [SET, NEXT]);
});

test("who is in a pause does not take the answer from who is not", async () => {
  const it = await provider(broken);
  const [own, hasty] = [source(it.url), source(it.url, { cooldown: 0 })];
  await failure(own.current());
  it.handle = json(SET);
  const [refused, fetched] = await Promise.allSettled([own.current(), hasty.current()]);
  assert.equal(refused.reason?.reason, "status");
  assert.deepEqual(fetched.value, SET);
});

test("what one's own bounds of a request forbid is nobody else's failure, nor is another's wait one's own", async () => {
  const it = await provider((request, response) => setTimeout(() => json(SET)(request, response), 300));
  const begun = performance.now();
  const patient = source(it.url, { timeout: 60 }).current();
  assert.equal(await reason(source(it.url, { timeout: 0.05 }).current()), "timeout");
  assert.ok(performance.now() - begun < 290);
  assert.deepEqual(await patient, SET);
  assert.equal(await reason(source(it.url, { maxBytes: 5 }).current()), "too_large");
  assert.deepEqual(await source(it.url).current(), SET);
});

test("who waits for another's request takes what came of a cache only within the own bounds", async () => {
  const url = newUrl();
  runtimeAnswers(answering(NEXT));
  const cache = cacheOf(new Map([[url, entryOf(SET, -1000, 5000)]]));
  const [lax, strict] = [source(url, { cache }), source(url, { cache, maxAge: 60 })];
  assert.deepEqual(await Promise.all([lax.current(), strict.current()]), [SET, NEXT]);
});

test("an aborted caller is told so, whatever pause there is", async () => {
  const it = await provider(broken);
  await failure(source(it.url).current());
  assert.equal(await reason(source(it.url, { signal: AbortSignal.abort() }).current()), "aborted");
  assert.equal(await reason(source(it.url, { signal: new AbortController().signal }).current()), "status");
});

// Whatever options meet, and in whatever order: each key names where it came from.
const fetched = (name, headers = {}) =>
  new Response(JSON.stringify({ keys: [name], at: Date.now() / 1000 }), { headers });
const own = (name) => async () => fetched(`fetch ${name}`);
const FETCHES = { none: undefined, a: own("a"), b: own("b") };
const CACHES = ["none", "x", "y"];

const tenant = fc.record({
  fetch: fc.constantFrom(...Object.keys(FETCHES)),
  initial: fc.constantFrom("none", "a", "b"),
  cache: fc.constantFrom(...CACHES),
  header: fc.constantFrom("none", "1", "2"),
  maxAge: fc.constantFrom(60, 300, 86_400),
  staleIfError: fc.constantFrom(0, 100, 86_400),
  cooldown: fc.constantFrom(0, 30),
  timeout: fc.constantFrom(1, 5),
});
const step = fc.record({
  who: fc.nat(5),
  ask: fc.constantFrom("current", "refreshed", "peek"),
  pass: fc.nat(200),
});

test("no set goes from one caller to another, whatever their options are", async () => {
  const answersByHeader = async (_, { headers }) =>
    fetched(`runtime ${headers["x-tenant"] ?? "none"}`, { "cache-control": "max-age=86400" });
  const scenario = fc.asyncProperty(
    fc.array(tenant, { minLength: 2, maxLength: 6 }),
    fc.array(step, { minLength: 1, maxLength: 40 }),
    async (tenants, steps) => {
      const url = newUrl();
      runtimeAnswers(answersByHeader);
      const caches = Object.fromEntries(CACHES.map((name) => [name, cacheOf()]));
      for (const name of ["x", "y"]) caches[name].entries.set(url, entryOf(setOf(`cache ${name}`), -1, 50));
      const sources = tenants.map(({ fetch, initial, cache, header, ...bounds }) =>
        source(url, {
          ...bounds,
          ...(fetch === "none" ? {} : { fetch: FETCHES[fetch] }),
          ...(initial === "none" ? {} : { initial: setOf(`initial ${initial}`) }),
          ...(cache === "none" ? {} : { cache: caches[cache] }),
          ...(header === "none" ? {} : { headers: { "x-tenant": header } }),
        }),
      );
      const asked = new Map();
      for (const { who, ask, pass: seconds } of steps) {
        pass(seconds);
        const index = who % tenants.length;
        const { fetch, initial, cache, header, maxAge } = tenants[index];
        const before = asked.get(index);
        const set = await sources[index][ask](...(ask === "refreshed" ? [before] : []));
        if (set === undefined) continue;
        asked.set(index, set);
        // With a cache of one's own fetch, others who give both put theirs there: whoever can write to it chooses.
        const fellow = tenants.filter(
          (it) => it.cache === cache && it.header === header && it.fetch !== "none",
        );
        const allowed = [
          fetch === "none" ? `runtime ${header}` : `fetch ${fetch}`,
          `initial ${initial}`,
          ...(cache === "none" ? [] : [`cache ${cache}`]),
          ...(cache === "none" || fetch === "none" ? [] : fellow.map((it) => `fetch ${it.fetch}`)),
        ];
        assert.ok(allowed.includes(set.keys[0]), `${set.keys[0]} is none of ${allowed}`);
        const age = set.at === undefined ? 0 : Date.now() / 1000 - set.at;
        assert.ok(age < maxAge, `${age} s old, and ${maxAge} at most`);
      }
      Date.now = realNow;
    },
  );
  await fc.assert(scenario, { numRuns: 300 });
});

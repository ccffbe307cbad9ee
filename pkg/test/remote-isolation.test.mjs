// A set comes only from the place where its caller looks, and obeys its caller's limits, even if others ask the same URL.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cacheApi } from "../dist/remote/source.js";
import {
  answering,
  broken,
  cacheOf,
  entryOf,
  failure,
  json,
  NEXT,
  newUrl,
  pass,
  provider,
  reason,
  runtimeAnswers,
  SET,
  setOf,
  source,
} from "./remote-source.mjs";

test("a set by a caller's own fetch is for that caller only", async () => {
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
  // Many test suites give each test its own mock of `fetch`.
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

test("a set by a fetch that has been replaced since is not used", async () => {
  const url = newUrl();
  runtimeAnswers(answering(setOf("first")));
  const kept = source(url);
  assert.deepEqual(await kept.current(), setOf("first"));
  runtimeAnswers(answering(setOf("second")));
  assert.equal(kept.peek(), undefined);
  assert.deepEqual(await kept.current(), setOf("second"));
  assert.deepEqual(await source(url).current(), setOf("second"));
  // A call that began earlier does not end with the other caller's answer either.
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

test("a set from a cache is for callers with that cache", async () => {
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

test("in a shared cache, a set by a caller's own fetch has another name", async () => {
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

test("each keeps the least lifetime, too", async () => {
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
  // The other way round: a caller that may fetch now is not delayed by a caller in its cool-down.
  it.handle = broken;
  pass(601);
  await own.current();
  it.handle = json(NEXT);
  const [held, fresh] = await Promise.all([own.current(), hasty.current()]);
  assert.deepEqual([held, fresh], [SET, NEXT]);
});

test("a caller in a pause does not stop others from getting an answer", async () => {
  const it = await provider(broken);
  const [own, hasty] = [source(it.url), source(it.url, { cooldown: 0 })];
  await failure(own.current());
  it.handle = json(SET);
  const [refused, fetched] = await Promise.allSettled([own.current(), hasty.current()]);
  assert.equal(refused.reason?.reason, "status");
  assert.deepEqual(fetched.value, SET);
});

test("a failure by one caller's limits is not another caller's failure, and no caller waits longer than its own limit", async () => {
  const it = await provider((request, response) => setTimeout(() => json(SET)(request, response), 300));
  const begun = performance.now();
  const patient = source(it.url, { timeout: 60 }).current();
  assert.equal(await reason(source(it.url, { timeout: 0.05 }).current()), "timeout");
  assert.ok(performance.now() - begun < 290);
  assert.deepEqual(await patient, SET);
  assert.equal(await reason(source(it.url, { maxBytes: 5 }).current()), "too_large");
  assert.deepEqual(await source(it.url).current(), SET);
});

test("a caller that waits for another's request accepts a cached set only within its own limits", async () => {
  const url = newUrl();
  runtimeAnswers(answering(NEXT));
  const cache = cacheOf(new Map([[url, entryOf(SET, -1000, 5000)]]));
  const [lax, strict] = [source(url, { cache }), source(url, { cache, maxAge: 60 })];
  assert.deepEqual(await Promise.all([lax.current(), strict.current()]), [SET, NEXT]);
});

test("an aborted caller gets that error, whatever pause there is", async () => {
  const it = await provider(broken);
  await failure(source(it.url).current());
  assert.equal(await reason(source(it.url, { signal: AbortSignal.abort() }).current()), "aborted");
  assert.equal(await reason(source(it.url, { signal: new AbortController().signal }).current()), "status");
});

// `reload` and `state` of a set that is fetched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { JwtError, remoteJwks } from "../dist/index.js";
import {
  broken,
  cacheOf,
  entryOf,
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

const isNear = (time, expected) =>
  assert.ok(Math.abs(time - expected) < 2, `${time} is not near ${expected}`);

test("reload asks the provider although the set is fresh, and the new set is used at once", async () => {
  const it = await provider();
  const own = source(it.url);
  const before = await own.current();
  it.handle = json(NEXT);
  assert.equal(await own.reload(), undefined);
  assert.deepEqual(own.peek(), NEXT);
  assert.notEqual(own.peek(), before);
  assert.equal(it.requests.length, 2);
  // If the text is the same, the set stays the same object, so nothing that was made of it is made again.
  const next = own.peek();
  await own.reload();
  assert.equal(own.peek(), next);
});

test("reload can be the first fetch, and sets that share it get its keys", async () => {
  const it = await provider();
  const [one, other] = [source(it.url), source(it.url, { cooldown: 5 })];
  await one.reload();
  assert.deepEqual(other.peek(), SET);
  assert.equal(it.requests.length, 1);
});

test("neither a cool-down nor a pause keeps reload from asking", async () => {
  const it = await provider();
  const own = source(it.url);
  const set = await own.current();
  await own.refreshed(set);
  assert.equal(await own.refreshed(set), undefined);
  assert.equal(it.requests.length, 2);
  it.handle = broken;
  for (const requests of [3, 4, 5]) {
    assert.equal(await reason(own.reload()), "status");
    assert.equal(it.requests.length, requests);
    assert.equal(own.peek(), set, "what was there stays in use");
  }
  it.handle = json(NEXT);
  await own.reload();
  assert.deepEqual(own.peek(), NEXT);
  assert.equal(own.state.error, undefined);
});

test("reload asks the provider and not the cache, which gets the answer", async () => {
  const it = await provider(json(NEXT));
  const cache = cacheOf(new Map([[it.url, entryOf(SET, -1, 600)]]));
  const own = source(it.url, { cache });
  assert.deepEqual(await own.current(), SET);
  assert.equal(it.requests.length, 0);
  await own.reload();
  assert.deepEqual(own.peek(), NEXT);
  assert.equal(cache.entries.get(it.url).jwks, JSON.stringify(NEXT));
});

test("many reloads at a time are two requests: the first call's, and one that is begun after all the others", async () => {
  const it = await provider((request, response) => setTimeout(() => json(SET)(request, response), 30));
  const own = source(it.url);
  await Promise.all(Array.from({ length: 20 }, () => own.reload()));
  assert.equal(it.requests.length, 2);
  it.handle = (_, response) => setTimeout(() => response.writeHead(503).end(), 30);
  const ends = await Promise.all(Array.from({ length: 20 }, () => reason(own.reload())));
  assert.deepEqual(new Set(ends), new Set(["status"]));
  assert.equal(it.requests.length, 4);
});

test("a request that was under way before does not count, however it ends", async () => {
  for (const [late, isGood] of [
    [json(SET), true],
    [broken, false],
  ]) {
    const it = await provider();
    let answer;
    it.handle = (request, response) => {
      answer = () => late(request, response);
    };
    const own = source(it.url);
    const first = own.current().then(
      () => true,
      () => false,
    );
    while (answer === undefined) await new Promise(setImmediate);
    const reloads = [own.reload(), own.reload()];
    it.handle = json(NEXT);
    answer();
    await Promise.all(reloads);
    assert.equal(await first, isGood);
    assert.deepEqual(own.peek(), NEXT);
    assert.equal(it.requests.length, 2);
  }
});

test("a flight that another's cache ends is not a reload", async () => {
  const it = await provider(json(NEXT));
  const cache = cacheOf(new Map([[it.url, entryOf(SET, -1, 600)]]));
  const own = source(it.url, { cache });
  const { get } = cache;
  let begin;
  // The second fetch begins after the call, while the first one still reads the cache, and reads the cache too.
  cache.get = async (url) => {
    await new Promise((resolve) => {
      begin = resolve;
    });
    return get(url);
  };
  const first = own.current();
  while (begin === undefined) await new Promise(setImmediate);
  const reload = own.reload();
  begin();
  await first;
  await reload;
  assert.deepEqual(own.peek(), NEXT);
});

test("reload heeds the signal, and a reload that is not awaited breaks nothing", async () => {
  const it = await provider(broken);
  const aborted = source(it.url, { signal: AbortSignal.abort() });
  assert.equal(await reason(aborted.reload()), "aborted");
  assert.equal(it.requests.length, 0);
  source(it.url).reload();
  const controller = new AbortController();
  it.handle = () => {};
  const own = source(it.url, { signal: controller.signal });
  const [one, two] = [own.current(), own.reload()];
  one.catch(() => {});
  controller.abort();
  assert.equal(await reason(two), "aborted");
});

test("an initial set counts from a reload that fails, and gives way to one that does not", async () => {
  const it = await provider(broken);
  const own = source(it.url, { initial: SET });
  assert.deepEqual(own.state, {});
  assert.equal(await reason(own.reload()), "status");
  isNear(own.state.fetchedAt, realNow() / 1000);
  assert.deepEqual(own.peek(), SET);
  it.handle = json(NEXT);
  await own.reload();
  assert.deepEqual(own.peek(), NEXT);
});

test("in Workers each reload makes its own request", async () => {
  const it = await provider();
  const { navigator } = globalThis;
  Object.defineProperty(globalThis, "navigator", {
    value: { userAgent: "Cloudflare-Workers" },
    configurable: true,
  });
  try {
    const own = source(it.url);
    await Promise.all([own.reload(), own.reload()]);
    assert.equal(it.requests.length, 2);
    assert.deepEqual(own.peek(), SET);
  } finally {
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  }
});

test("the state says when the set was fetched and until when it is fresh", async () => {
  const it = await provider(json(SET, { "cache-control": "max-age=120" }));
  const own = source(it.url);
  assert.deepEqual(own.state, {});
  await own.current();
  const { fetchedAt, freshUntil, ...rest } = own.state;
  isNear(fetchedAt, realNow() / 1000);
  assert.equal(freshUntil, fetchedAt + 120);
  assert.deepEqual(rest, {});
  // Each caller has its own limit for the age of the set.
  assert.equal(source(it.url, { maxAge: 60 }).state.freshUntil, fetchedAt + 60);
  pass(500);
  assert.equal(own.state.freshUntil, fetchedAt + 120, "it is no longer fresh, and nothing was fetched");
  assert.equal(it.requests.length, 1);
});

test("the state says why and until when the provider is not asked", async () => {
  const it = await provider(broken);
  const own = source(`${it.url}?secret=in-the-query`);
  await failure(own.current());
  const { coolingDownUntil, error, ...rest } = own.state;
  assert.deepEqual(rest, {});
  isNear(coolingDownUntil, realNow() / 1000 + 1);
  assert.ok(error instanceof JwtError);
  assert.equal(error.code, "jwks_unavailable");
  assert.equal(error.reason, "status");
  assert.match(error.message, /503/);
  assert.ok(!`${error.message}${error.cause}`.includes("in-the-query"));
  assert.notEqual(own.state.error, error, "none sees what another did to it");
  pass(2);
  assert.equal("coolingDownUntil" in own.state, false, "it may be asked again");
  assert.equal(own.state.error.reason, "status");
  it.handle = json(SET);
  await own.current();
  assert.equal("error" in own.state, false);
});

test("the state says until when no unknown kid is looked for", async () => {
  const it = await provider();
  const own = source(it.url, { cooldown: 20 });
  await own.refreshed(await own.current());
  isNear(own.state.coolingDownUntil, realNow() / 1000 + 20);
  pass(21);
  assert.equal("coolingDownUntil" in own.state, false);
});

test("to read the state neither fetches nor begins an initial set", async () => {
  const it = await provider();
  const own = source(it.url, { initial: SET });
  for (let reads = 0; reads < 3; reads += 1) assert.deepEqual(own.state, {});
  pass(1000);
  await own.current();
  isNear(own.state.fetchedAt, Date.now() / 1000);
  assert.equal(it.requests.length, 0);
});

test("remoteJwks has both", async () => {
  const it = await provider(json({ keys: [] }));
  const set = remoteJwks(it.url);
  assert.deepEqual(set.state, {});
  assert.equal(await set.reload(), undefined);
  isNear(set.state.fetchedAt, realNow() / 1000);
  assert.ok(Object.isFrozen(set.state));
  assert.throws(() => {
    set.state = {};
  }, TypeError);
  it.handle = broken;
  const error = await failure(set.reload());
  assert.equal(error.reason, "status");
  assert.equal(set.state.error.message, error.message);
});

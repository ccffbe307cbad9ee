// Answers that are shared through a cache.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { cacheApi } from "../dist/remote/source.js";
import {
  broken,
  cleanUps,
  json,
  NEXT,
  parse,
  pass,
  provider,
  reason,
  SET,
  source,
} from "./remote-source.mjs";

function textCache() {
  const entries = new Map();
  return {
    entries,
    async get(url) {
      const text = entries.get(url);
      return text === undefined ? null : JSON.parse(text);
    },
    async set(url, entry) {
      entries.set(url, JSON.stringify(entry));
    },
  };
}

/** Loads the package a second time. The two copies share nothing but a cache. */
async function secondIsolate() {
  const place = mkdtempSync(join(tmpdir(), "jwt-wasm-"));
  cleanUps.push(() => rmSync(place, { recursive: true }));
  cpSync(join(import.meta.dirname, "../dist"), join(place, "dist"), { recursive: true });
  writeFileSync(join(place, "package.json"), '{"type":"module"}');
  const { RemoteSource: Source } = await import(pathToFileURL(join(place, "dist/remote/source.js")));
  return (url, options = {}) => Source.shared(url, options, parse);
}

test("a cache spares other isolates the request", async () => {
  const it = await provider();
  const cache = textCache();
  await source(it.url, { cache }).current();
  assert.deepEqual([...cache.entries.keys()], [it.url]);
  const elsewhere = await secondIsolate();
  const there = elsewhere(it.url, { cache });
  const set = await there.current();
  assert.deepEqual(set, SET);
  assert.equal(it.requests.length, 1);
});

test("a cache answers an unknown kid with a set that was fetched within the cool-down", async () => {
  const it = await provider();
  const cache = textCache();
  const own = source(it.url, { cache });
  const there = (await secondIsolate())(it.url, { cache });
  const set = [await own.current(), await there.current()];
  it.handle = json(NEXT);
  pass(10);
  const next = await own.refreshed(set[0]);
  assert.deepEqual(await there.refreshed(set[1]), NEXT);
  assert.equal(it.requests.length, 2);
  // An older entry may lack the `kid` as well, so the provider is asked.
  it.handle = json({ keys: [] });
  pass(40);
  await own.refreshed(next);
  it.handle = json(SET);
  pass(40);
  assert.deepEqual(await there.refreshed(there.peek()), SET);
  assert.equal(it.requests.length, 4);
  // If the provider fails, the older entry is used.
  it.handle = json(NEXT);
  pass(40);
  await own.refreshed(own.peek());
  it.handle = broken;
  pass(40);
  assert.deepEqual(await there.refreshed(there.peek()), NEXT);
  assert.equal(it.requests.length, 6);
});

test("an expired entry of a cache stands in while the provider is down", async () => {
  const it = await provider(broken);
  const cache = textCache();
  const time = Date.now() / 1000;
  await cache.set(it.url, { jwks: JSON.stringify(SET), fetchedAt: time - 900, expiresAt: time - 300 });
  assert.deepEqual(await source(it.url, { cache }).current(), SET);
  assert.equal(it.requests.length, 1);
});

test("headers are part of a cache's key, but cannot be read from it", async () => {
  const it = await provider();
  const cache = textCache();
  for (const key of ["s3cret", "other"]) await source(it.url, { cache, headers: { "x-key": key } }).current();
  const keys = [...cache.entries.keys()];
  assert.equal(it.requests.length, 2);
  assert.equal(new Set(keys).size, 2);
  for (const key of keys) assert.match(key, /\/jwks#[0-9a-f]{64}$/);
});

test("an entry that cannot be right is a miss", async () => {
  const it = await provider();
  const time = Date.now() / 1000;
  const good = {
    jwks: JSON.stringify({ keys: [], cached: true }),
    fetchedAt: time - 1,
    expiresAt: time + 600,
  };
  const options = { maxAge: 3600, maxBytes: 100 };
  const ask = (index, entry) => {
    const cache = { get: async () => entry, set: async () => {} };
    return source(`${it.url}?${index}`, { ...options, cache }).current();
  };
  assert.equal((await ask("good", good)).cached, true);
  assert.equal(it.requests.length, 0);
  const expired = { ...good, expiresAt: time - 0.5 };
  const wrong = [
    undefined,
    null,
    "text",
    JSON.stringify(good),
    [],
    {},
    { ...good, jwks: JSON.parse(good.jwks) },
    { ...good, jwks: "no JSON" },
    { ...good, jwks: "{}" },
    { ...good, jwks: good.jwks + " ".repeat(100) },
    { ...good, jwks: `{"keys":[],"x":"${"\u20ac".repeat(30)}"}` },
    { ...good, fetchedAt: String(good.fetchedAt) },
    { ...good, expiresAt: Number.NaN },
    { ...good, expiresAt: Number.POSITIVE_INFINITY },
    { ...good, fetchedAt: time + 1000, expiresAt: time + 1100 },
    { ...good, expiresAt: time + 4000 },
    { ...good, expiresAt: time - 2 },
    expired,
    { ...good, fetchedAt: time * 1000, expiresAt: time * 1000 + 600 },
  ];
  for (const [index, entry] of wrong.entries()) {
    assert.deepEqual(await ask(index, entry), SET, JSON.stringify(entry));
  }
  assert.equal(it.requests.length, wrong.length);
  // Such an entry is not used as a stand-in either. An entry that has merely expired is.
  it.handle = broken;
  for (const [index, entry] of wrong.entries()) {
    const it = ask(`down${index}`, entry);
    if (entry === expired) assert.equal((await it).cached, true);
    else assert.equal(await reason(it), "status", JSON.stringify(entry));
  }
  pass(1050);
  for (const index of wrong.keys()) {
    if (wrong[index] !== expired) assert.equal(await reason(ask(`down${index}`, undefined)), "status");
  }
});

test("a cache that fails or hangs is as good as none", async () => {
  const it = await provider();
  const fail = () => {
    throw new Error("down");
  };
  const hang = () => new Promise(() => {});
  for (const [index, cache] of [
    { get: fail, set: fail },
    { get: async () => fail(), set: async () => fail() },
    { get: hang, set: hang },
  ].entries()) {
    assert.deepEqual(await source(`${it.url}?${index}`, { cache, timeout: 1 }).current(), SET);
  }
  assert.equal(it.requests.length, 3);
});

/** The part of the runtimes' `caches` that the package uses. */
function fakeCaches(withDefault) {
  const opened = {};
  const open = async (name) => {
    opened[name] ??= new Map();
    const entries = opened[name];
    return {
      match: async (url) => entries.get(url)?.clone(),
      put: async (url, response) => void entries.set(url, response),
    };
  };
  Object.defineProperty(globalThis, "caches", { configurable: true, writable: true, value: { open } });
  cleanUps.push(() => delete globalThis.caches);
  return {
    opened,
    ready: withDefault ? open("default").then((it) => Object.assign(caches, { default: it })) : undefined,
  };
}

test("cacheApi keeps answers in the runtime's cache", async () => {
  const it = await provider();
  const { opened, ready } = fakeCaches(true);
  await ready;
  const elsewhere = await secondIsolate();
  await source(it.url, { cache: cacheApi() }).current();
  assert.deepEqual(await elsewhere(it.url, { cache: cacheApi() }).current(), SET);
  assert.equal(it.requests.length, 1);
  const [[key, response]] = opened.default;
  assert.notEqual(key, it.url, "what Workers' fetch answers from is left alone");
  assert.equal(new URL(key).host, new URL(it.url).host);
  const [, seconds] = /max-age=(\d+)$/.exec(response.headers.get("cache-control"));
  assert.ok(seconds > 590 && seconds <= 600);
  await cacheApi({ name: "own" }).set(it.url, { jwks: "", fetchedAt: 0, expiresAt: Date.now() });
  assert.equal(opened.own.size, 1);
  assert.equal((await cacheApi({ name: "own" }).get(it.url)).jwks, "");
  assert.equal(await cacheApi().get("https://other.test/"), undefined);
  await cacheApi({ name: "own" }).set("https://other.test/", { jwks: "", fetchedAt: 0, expiresAt: 1 });
  assert.equal(opened.own.size, 1, "what has expired is not put there");
  const [a, b] = ["#a", "#b"].map((digest) => `${it.url}${digest}`);
  await cacheApi().set(a, { jwks: "a", fetchedAt: 0, expiresAt: Date.now() });
  assert.equal(await cacheApi().get(b), undefined);
  assert.equal((await cacheApi().get(a)).jwks, "a");
});

test("cacheApi without caches, with failing ones, with wrong options", async () => {
  const it = await provider();
  assert.equal(await cacheApi().get(it.url), undefined);
  const { opened } = fakeCaches(false);
  await source(it.url, { cache: cacheApi() }).current();
  assert.deepEqual(Object.keys(opened), ["jwt-wasm"]);
  caches.open = async () => {
    throw new Error("SecurityError");
  };
  const entry = { jwks: "", fetchedAt: 0, expiresAt: Date.now() };
  assert.equal(await cacheApi().get(it.url), undefined);
  assert.equal(await cacheApi().set(it.url, entry), undefined);
  for (const options of [null, { name: "" }, { name: 1 }, { name: undefined }, { nam: "a" }]) {
    assert.throws(() => cacheApi(options), { code: "options_invalid" });
  }
});

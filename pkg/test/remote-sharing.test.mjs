// Which sources share a fetch, which callers wait for it, and who can abort it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, json, NEXT, pass, provider, reason, SET, silent, source } from "./remote-source.mjs";

test("a caller's signal ends its own wait only", async () => {
  const it = await provider((request, response) => setTimeout(() => json(SET)(request, response), 100));
  const own = source(it.url);
  const controller = new AbortController();
  const [impatient, patient] = [own.current(controller.signal), own.current()];
  const why = new Error("the client is gone");
  controller.abort(why);
  const error = await failure(impatient);
  assert.equal(error.reason, "aborted");
  assert.equal(error.cause, why);
  assert.deepEqual(await patient, SET);
  assert.equal(it.requests.length, 1);
  assert.equal(await reason(own.current(controller.signal)), "aborted");
  await assert.rejects(own.current({}), { code: "options_invalid" });
});

test("the option signal ends the source, not those that share its state", async () => {
  const it = await provider(silent);
  const controller = new AbortController();
  const ended = source(it.url, { signal: controller.signal });
  const other = source(it.url);
  const waits = [ended.current(), ended.refreshed(SET), other.current(), other.refreshed(SET)];
  while (it.requests.length === 0) await new Promise(setImmediate);
  const dropped = new Promise((resolve) => it.requests[0].socket.once("close", resolve));
  it.handle = json(SET);
  const begun = performance.now();
  controller.abort();
  assert.equal(await reason(waits[0]), "aborted");
  assert.equal(await reason(waits[1]), "aborted");
  assert.deepEqual(await waits[2], SET);
  assert.deepEqual(await waits[3], SET);
  assert.ok(performance.now() - begun < 990, "a failure of the provider would be a pause of a second");
  assert.equal(it.requests.length, 2);
  await dropped;
  assert.equal(ended.peek(), undefined);
  assert.equal(await reason(ended.current()), "aborted");
  assert.equal(await reason(ended.refreshed(SET)), "aborted");
  assert.deepEqual(other.peek(), SET);
});

test("no listener stays on a signal", async () => {
  const it = await provider();
  const { signal } = new AbortController();
  const listeners = new Set();
  signal.addEventListener = (_, listener) => listeners.add(listener);
  signal.removeEventListener = (_, listener) => listeners.delete(listener);
  const waiting = source(it.url, { signal }).current(signal);
  assert.ok(listeners.size > 0);
  await waiting;
  await new Promise(setImmediate);
  assert.equal(listeners.size, 0);
});

test("a fetch of one's own, which is a plain function and may be rude", async () => {
  const seen = [];
  async function plain(...parameters) {
    seen.push([this, ...parameters]);
    return new Response(JSON.stringify(SET));
  }
  const headers = { Authorization: "Bearer x", accept: "application/json" };
  assert.deepEqual(await source("https://rude.test/a#part", { fetch: plain, headers }).current(), SET);
  const [[self, url, init]] = seen;
  assert.equal(self, undefined);
  assert.equal(url, "https://rude.test/a");
  assert.deepEqual(init.headers, { accept: "application/json", authorization: "Bearer x" });
  assert.equal(init.redirect, "manual");
  for (const [name, fetch, expected] of [
    [
      "throws",
      () => {
        throw new TypeError("no");
      },
      "network",
    ],
    ["rejects", () => Promise.reject("no"), "network"],
    ["gives nothing", async () => undefined, "network"],
    ["heeds no signal", () => new Promise(() => {}), "timeout"],
    ["gives a body without end", async () => new Response(new ReadableStream()), "timeout"],
    [
      "gives text chunks",
      async () => new Response(new ReadableStream({ pull: (c) => c.enqueue("a") })),
      "utf8",
    ],
  ]) {
    const own = source(`https://rude.test/${encodeURIComponent(name)}`, { fetch, timeout: 0.1 });
    assert.equal(await reason(own.current()), expected, name);
  }
});

test("the runtime's fetch is looked up at each call", async (context) => {
  const own = source("https://lookup.test/");
  context.mock.method(globalThis, "fetch", async () => new Response(JSON.stringify(SET)));
  assert.deepEqual(await own.current(), SET);
});

test("sources of the same URL and headers share, others do not", async () => {
  const it = await provider();
  await source(it.url, { headers: { "X-A": "1", b: "2" }, maxAge: 300, cooldown: 1 }).current();
  const same = { headers: { B: "2", "x-a": "1" } };
  assert.deepEqual(source(`${it.url}#fragment`, same).peek(), SET);
  assert.deepEqual(source(new URL(it.url), same).peek(), SET);
  for (const [url, options] of [
    [it.url, {}],
    [it.url, { headers: { "x-a": "1", b: "3" } }],
    [`${it.url}?a`, same],
    [it.url.replace("127.0.0.1", "localhost"), same],
  ]) {
    assert.equal(source(url, options).peek(), undefined);
  }
});

test("of many states the least recently used goes", async () => {
  const it = await provider();
  const make = (name) => source(`${it.url}/${name}`);
  await make("kept").current();
  await make("dropped").current();
  for (let index = 0; index < 99; index += 1) {
    make(index);
    make("kept");
  }
  assert.deepEqual(make("kept").peek(), SET);
  assert.equal(make("dropped").peek(), undefined);
});

test("an initial set saves the first fetch", async () => {
  const it = await provider(json(NEXT));
  const own = source(it.url, { initial: JSON.stringify(SET) });
  pass(1_000_000);
  const set = await own.current();
  assert.deepEqual(set, SET, "counted from its first use");
  assert.equal(it.requests.length, 0);
  assert.deepEqual(await own.refreshed(set), NEXT);
  assert.deepEqual(own.peek(), NEXT);
  assert.deepEqual(source(it.url, { initial: SET }).peek(), SET, "another begins with its own");
  const other = source(`${it.url}?other`, { initial: SET });
  other.peek();
  pass(601);
  assert.deepEqual(await other.current(), NEXT);
});

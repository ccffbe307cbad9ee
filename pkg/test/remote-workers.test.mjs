// Runs in processes of their own: that a process ends by itself, and a simulation of Cloudflare Workers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { broken, json, provider, SET, silent } from "./remote-source.mjs";

/** Runs a script in a process of its own, which must end by itself. */
async function run(script, url) {
  const prelude = `import { RemoteSource } from ${JSON.stringify(import.meta.resolve("../dist/remote/source.js"))};
    const url = ${JSON.stringify(url)};
    const parse = (text) => JSON.parse(text);
    const source = (options = {}, place = url) => RemoteSource.shared(place, options, parse);
    const many = (work) => Promise.all(Array.from({ length: 5 }, () => work().catch((e) => e.reason)));`;
  const flags = ["--input-type=module", "--eval", `${prelude}\n${script}`];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 10_000 });
  return JSON.parse(stdout);
}

test("nothing keeps a process from ending", async () => {
  const it = await provider();
  const begun = performance.now();
  const found = await run(
    `const signal = new AbortController().signal;
    const set = await source({ timeout: 1000, signal }).current(AbortSignal.timeout(1_000_000));
    source({ timeout: 1000, fetch: () => new Promise(() => {}) }, url + "?abandoned").current(AbortSignal.abort()).catch(() => {});
    await source({ timeout: 1000, fetch: () => { throw 1; } }, url + "?throws").current().catch(() => {});
    source({ timeout: 0.1, fetch: () => Promise.reject(1) }, url + "?unhandled").prefetch();
    console.log(JSON.stringify(set));`,
    it.url,
  );
  assert.deepEqual(found, SET);
  assert.ok(performance.now() - begun < 5000);
});

// Simulates the rule of Cloudflare Workers that requests may not share promises.
const IN_WORKER = `Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Cloudflare-Workers" } });
  let ahead = 0;
  const now = Date.now;
  Date.now = () => now() + ahead;
  const inits = [];
  const real = globalThis.fetch;
  let answer = real;
  // One fetch for all requests, as in a runtime. Sets with another fetch would not share.
  globalThis.fetch = (place, init) => { inits.push(init); return answer(place, init); };
  const hang = () => new Promise(() => {});
  const fail = () => Promise.reject(1);
  const isAsked = async (count) => { while (inits.length < count) await new Promise(setImmediate); };`;

test("in Workers each request of a cold isolate fetches by itself", async () => {
  const it = await provider((request, response) => setTimeout(() => json(SET)(request, response), 50));
  const found = await run(
    `${IN_WORKER}
    const sets = await many(() => source().current());
    console.log(JSON.stringify([sets, new Set(inits.map(({ signal }) => signal)).size, "cache" in inits[0]]));`,
    it.url,
  );
  assert.deepEqual(found, [Array(5).fill(SET), 5, false]);
  assert.equal(it.requests.length, 5);
});

test("in Workers a flood of unknown kids makes one request, for which the others do not wait", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    const set = await source().current();
    const order = [];
    inits.length = 0;
    await many(() => source().refreshed(set).then((next) => order.push(typeof next)));
    console.log(JSON.stringify([inits.length, order]));`,
    it.url,
  );
  assert.deepEqual(found, [1, Array(5).fill("undefined")]);
  assert.equal(it.requests.length, 2);
});

test("in Workers one request renews an expired set while the others go on with it for a moment", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    const own = { timeout: 1 };
    const set = await source(own).current();
    ahead = 600_500;
    answer = hang;
    const first = source(own).current().catch((e) => e.reason);
    const others = await many(async () => (await source(own).current()) === set);
    const asked = inits.length;
    ahead += 2_000;
    answer = real;
    const later = await source(own).current() === set;
    console.log(JSON.stringify([others, asked, inits.length, later, await first === set]));`,
    it.url,
  );
  assert.deepEqual(found, [Array(5).fill(true), 2, 3, true, true]);
  assert.equal(it.requests.length, 2);
});

test("in Workers the others do not go on with a set that expired long ago", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    await source().current();
    ahead = 700_000;
    inits.length = 0;
    await many(() => source().current());
    console.log(JSON.stringify(inits.length));`,
    it.url,
  );
  assert.equal(found, 5);
});

test("in Workers the next one asks when the one that asked was cut off", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    const set = await source().current();
    ahead = 700_000;
    answer = fail;
    await source().current();
    ahead += 31_000;
    answer = hang;
    source().current(AbortSignal.timeout(300)).catch(() => {});
    await isAsked(3);
    answer = real;
    const meanwhile = source().peek() === set;
    ahead += 6_000;
    const asked = inits.length;
    await source().current();
    console.log(JSON.stringify([meanwhile, asked, inits.length]));`,
    it.url,
  );
  assert.deepEqual(found, [true, 3, 4]);
});

test("in Workers a request that was overtaken changes nothing", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    const later = (work) => () => new Promise((resolve) => setTimeout(resolve, 100)).then(work);
    const old = later(() => new Response('{"keys":["old"]}'));
    const slow = [];
    for (const slowly of [old, later(() => { throw 1; })]) {
      answer = slowly;
      slow.push(source().current().catch((e) => e.reason));
      await isAsked(slow.length);
    }
    answer = real;
    const next = await source().current();
    await Promise.all(slow);
    inits.length = 0;
    await source().refreshed(next);
    console.log(JSON.stringify([source().peek() === next, inits.length]));`,
    it.url,
  );
  assert.deepEqual(found, [true, 1]);
});

test("in Workers side by side failures count as one, and are told at once", async () => {
  const it = await provider(broken);
  const found = await run(
    `${IN_WORKER}
    const reasons = await many(() => source().current());
    ahead = 1_500;
    const again = await many(() => source().current());
    ahead = 2_000;
    const paused = await many(() => source().current());
    console.log(JSON.stringify([reasons, again, paused]));`,
    it.url,
  );
  assert.deepEqual(found, Array(3).fill(Array(5).fill("status")));
  assert.equal(it.requests.length, 10);
});

test("in Workers a caller's signal ends its own fetch", async () => {
  const it = await provider(silent);
  const found = await run(
    `${IN_WORKER}
    const [a, b] = [new AbortController(), new AbortController()];
    const waits = [source().current(a.signal), source({ signal: b.signal }).current()];
    const reasons = waits.map((wait) => wait.catch((e) => e.reason));
    await new Promise(setImmediate);
    a.abort();
    b.abort();
    console.log(JSON.stringify([await Promise.all(reasons), inits.map(({ signal }) => signal.aborted)]));`,
    it.url,
  );
  assert.deepEqual(found, [
    ["aborted", "aborted"],
    [true, true],
  ]);
});

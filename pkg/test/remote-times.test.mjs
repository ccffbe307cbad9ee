// How long a set is used, and how often the provider is asked.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  broken,
  failure,
  json,
  NEXT,
  pass,
  provider,
  realNow,
  reason,
  SET,
  silent,
  source,
} from "./remote-source.mjs";

/** For how many seconds a set with these headers is used. */
async function lifetime(headers, options) {
  const it = await provider(json(SET, headers));
  const own = source(it.url, options);
  await own.current();
  let [fresh, stale] = [0, 2e9];
  const clock = Date.now;
  while (stale - fresh > 1) {
    const middle = Math.floor((fresh + stale) / 2);
    Date.now = () => clock() + middle * 1000;
    if (own.peek() === undefined) stale = middle;
    else fresh = middle;
  }
  Date.now = clock;
  return stale;
}

test("lifetimes are the provider's, within bounds", async () => {
  for (const [headers, options, expected] of [
    [{}, {}, 600],
    [{ "cache-control": "public, Max-Age=3600, must-revalidate" }, {}, 3600],
    [{ "cache-control": 'max-age="3600"', age: "600" }, {}, 3000],
    [{ "cache-control": "max-age=3600", age: "3590" }, {}, 60],
    [{ "cache-control": "max-age=3600", age: "99999" }, {}, 60],
    [{ "cache-control": "max-age=3600", age: "-5" }, {}, 3600],
    [{ "cache-control": "max-age=3600, max-age=120" }, {}, 120],
    [{ "cache-control": "no-store, max-age=3600" }, {}, 60],
    [{ "cache-control": "no-cache" }, { minAge: 5 }, 5],
    [{ "cache-control": "max-age=never" }, {}, 60],
    [{ "cache-control": `max-age=${"9".repeat(400)}` }, {}, 86_400],
    // RFC 9111 §1.2.2: a number that is too large counts as 2^31, in `Age` as well.
    [{ "cache-control": `max-age=${"9".repeat(400)}`, age: "9".repeat(400) }, {}, 60],
    [{ "cache-control": `max-age="${"9".repeat(400)}"`, age: "0" }, { maxAge: 1e9 }, 1e9],
    [{ "cache-control": `max-age=${"9".repeat(400)}`, age: "2147483000" }, {}, 648],
    [{ "cache-control": "max-age=3600", age: "9".repeat(400) }, {}, 60],
    [{ "cache-control": `max-age=0${"0".repeat(400)}3600` }, {}, 3600],
    [{ "cache-control": "max-age=1e3" }, {}, 60],
    [{ "cache-control": "max-age=0x500" }, {}, 60],
    [{ "cache-control": "max-age=-3600" }, {}, 60],
    [{ "cache-control": 'max-age="3600' }, {}, 60],
    [{ "cache-control": "max-age" }, {}, 60],
    [{ "cache-control": "max-age = 3600 , x" }, {}, 3600],
    [{ "cache-control": "max-age=3600", age: "600, 1" }, {}, 3000],
    [{ "cache-control": "max-age=3600", age: "1.5" }, {}, 3600],
    [{ "cache-control": "max-age=3600" }, { maxAge: 300 }, 300],
    [{ "cache-control": "max-age=3600" }, { maxAge: 30 }, 30],
    [{ "cache-control": "max-age=3600" }, { minAge: 100_000 }, 100_000],
    [{ expires: "Thu, 01 Jan 2099 00:00:00 GMT" }, {}, 600],
  ]) {
    const found = await lifetime(headers, options);
    assert.ok(Math.abs(found - expected) <= 1, `${JSON.stringify([headers, options, expected])}: ${found}`);
  }
});

test("an expired set is fetched again; the same text stays the same value", async () => {
  const it = await provider();
  const own = source(it.url);
  const set = await own.current();
  pass(601);
  assert.equal(own.peek(), undefined);
  assert.equal(await own.current(), set);
  assert.equal(it.requests.length, 2);
  it.handle = json(NEXT);
  pass(601);
  assert.deepEqual(await Promise.all([own.current(), own.current()]), [NEXT, NEXT]);
  assert.equal(it.requests.length, 3);
});

test("a thousand at once make one request", async () => {
  const it = await provider((request, response) => setTimeout(() => json(SET)(request, response), 50));
  const sets = await Promise.all(Array.from({ length: 1000 }, () => source(it.url).current()));
  assert.equal(new Set(sets).size, 1);
  assert.equal(it.requests.length, 1);
  it.handle = broken;
  pass(90_000);
  const reasons = await Promise.all(Array.from({ length: 1000 }, () => reason(source(it.url).current())));
  assert.deepEqual(new Set(reasons), new Set(["status"]));
  assert.equal(it.requests.length, 2);
});

test("a flood of unknown kids makes one request in each cool-down", async () => {
  const it = await provider();
  const own = source(it.url);
  const set = await own.current();
  const flood = () => Promise.all(Array.from({ length: 1000 }, () => source(it.url).refreshed(set)));
  assert.deepEqual(new Set(await flood()), new Set([undefined]));
  assert.equal(it.requests.length, 2);
  it.handle = json(NEXT);
  await flood();
  // Not nearer to the end of the cool-down, because a busy machine can take seconds for a flood.
  pass(20);
  await flood();
  assert.equal(it.requests.length, 2);
  pass(11);
  const found = new Set(await flood());
  assert.equal(it.requests.length, 3);
  assert.deepEqual([...found], [NEXT]);
  assert.equal(own.peek(), [...found][0]);
  // A newer set is at hand, so the provider is not asked on behalf of the older one, even without a cool-down.
  assert.deepEqual(await own.refreshed(set), NEXT);
  assert.equal(await own.refreshed(own.peek()), undefined);
  assert.equal(it.requests.length, 3);
});

test("a provider that fails is not hammered, less and less as it goes on", async () => {
  const it = await provider(broken);
  const own = source(it.url);
  const first = await failure(own.current());
  const second = await failure(own.current());
  assert.equal(second.reason, "status");
  assert.match(second.message, /503.*not asked again/);
  assert.notEqual(first, second);
  assert.equal(await own.refreshed(undefined), undefined);
  assert.equal(it.requests.length, 1);
  const pauses = [];
  for (let elapsed = 0; pauses.length < 10; elapsed += 1) {
    pass(1);
    const before = it.requests.length;
    await failure(own.current());
    if (it.requests.length > before) {
      pauses.push(elapsed + 1);
      elapsed = -1;
    }
  }
  assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  it.handle = json(SET);
  pass(300);
  assert.deepEqual(await own.current(), SET);
});

test("a row of failures ends with a success, and is not a request for an unknown kid", async () => {
  const it = await provider(broken);
  const own = source(it.url);
  await failure(own.current());
  assert.equal(await own.refreshed(SET), undefined);
  it.handle = json(SET);
  pass(1.5);
  const set = await own.current();
  it.handle = json(NEXT);
  assert.deepEqual(await own.refreshed(set), NEXT);
  it.handle = broken;
  pass(601);
  await own.current();
  assert.equal(it.requests.length, 4);
  pass(31);
  await own.current();
  assert.equal(it.requests.length, 5, "the first pause of the next row is the cool-down again");
});

test("without a cool-down each call asks a provider that fails", async () => {
  const it = await provider();
  const own = source(it.url, { cooldown: 0 });
  const set = await own.current();
  it.handle = broken;
  pass(601);
  for (const requests of [2, 3, 4]) {
    assert.equal(await own.current(), set);
    assert.equal(it.requests.length, requests);
  }
});

test("a fetch that could not begin is not a failure of the provider", async (context) => {
  const it = await provider();
  const own = source(it.url);
  // Workers throw this outside a request.
  const { mock } = context.mock.method(globalThis, "setTimeout", () => {
    throw new Error("Disallowed operation called within global scope.");
  });
  assert.equal(await reason(own.prefetch()), "network");
  mock.restore();
  assert.deepEqual(await own.current(), SET);
});

test("a cool-down below a second is kept to after failures as well", async () => {
  const it = await provider(broken);
  const own = source(it.url, { cooldown: 0.25 });
  for (const [seconds, requests] of [
    [0, 1],
    [0.1, 1],
    [0.2, 2],
    [0.3, 2],
    [0.3, 3],
  ]) {
    pass(seconds);
    await failure(own.current());
    assert.equal(it.requests.length, requests);
  }
});

test("an expired set stands in for a while, and gives way when the provider is back", async () => {
  const it = await provider();
  const options = { staleIfError: 3600, timeout: 2 };
  const own = source(it.url, options);
  const set = await own.current();
  it.handle = broken;
  pass(601);
  assert.equal(own.peek(), undefined, "not before the provider is known to be down");
  assert.equal(await own.current(), set);
  assert.equal(own.peek(), set);
  assert.equal(await own.current(), set);
  assert.equal(await own.refreshed(set), undefined);
  assert.equal(it.requests.length, 2);
  pass(31);
  assert.equal(own.peek(), undefined, "the provider is to be tried again");
  it.handle = silent;
  let probing = true;
  const probe = source(it.url, options).current();
  probe.then(() => {
    probing = false;
  });
  assert.equal(await own.current(), set);
  assert.ok(probing, "the others do not wait for the one that tries");
  assert.equal(await probe, set);
  assert.equal(it.requests.length, 3);
  pass(61);
  it.handle = json(NEXT);
  assert.deepEqual(await own.current(), NEXT);
  pass(600 + 3600);
  it.handle = broken;
  assert.equal(await reason(own.current()), "status");
});

test("a set that is refused leaves the one before it for staleIfError, withdrawn keys and all", async () => {
  const it = await provider();
  const own = source(it.url, { staleIfError: 3600 });
  const set = await own.current();
  it.handle = json({ keys: [], isRefused: true });
  pass(601);
  assert.equal(await own.current(), set);
  pass(3600);
  assert.equal(await reason(own.current()), "key_set_refused");
});

test("staleIfError 0 is never", async () => {
  const it = await provider();
  const own = source(it.url, { staleIfError: 0 });
  await own.current();
  it.handle = broken;
  pass(601);
  assert.equal(await reason(own.current()), "status");
  assert.equal(own.peek(), undefined);
});

test("a clock that is set back prolongs nothing", async () => {
  const it = await provider();
  const own = source(it.url);
  pass(1_000_000);
  await own.current();
  await own.refreshed(own.peek());
  Date.now = realNow;
  it.handle = json(NEXT);
  assert.equal(own.peek(), undefined);
  const next = await own.current();
  assert.deepEqual(next, NEXT);
  assert.equal(own.peek(), next);
  await own.refreshed(next);
  assert.equal(it.requests.length, 4, "nor does the cool-down last");
});

// The network half of `remoteJwks`, against servers that misbehave. Each test has a server, and so a state, of its own.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { JwtError } from "../dist/error.js";
import { cacheApi, RemoteSource } from "../dist/remote/source.js";

const SET = { keys: [{ kid: "1" }] };
const NEXT = { keys: [{ kid: "1" }, { kid: "2" }] };

let servers = 0;
const cleanUps = [];
const realNow = Date.now;
afterEach(() => {
  Date.now = realNow;
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Lets time pass for the source; timers keep to the real time. */
function pass(seconds) {
  const before = Date.now;
  Date.now = () => before() + seconds * 1000;
}

function parse(text) {
  const value = JSON.parse(text);
  if (!Array.isArray(value?.keys)) throw new JwtError("the set has no keys", { code: "key_invalid" });
  return value;
}

function source(url, options = {}) {
  return RemoteSource.shared(url, options, parse);
}

/** A server on the loopback; `handle` may be replaced, `requests` are those it got. */
async function provider(handle = json(SET)) {
  const it = { handle, requests: [] };
  const server = createServer((request, response) => {
    it.requests.push(request);
    it.handle(request, response);
  });
  return Object.assign(it, await listen(server, () => server.closeAllConnections()));
}

async function tcpProvider(onRequest) {
  const sockets = new Set();
  const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => onRequest(socket));
  });
  return listen(server, () => {
    for (const socket of sockets) socket.destroy();
  });
}

async function listen(server, closeConnections) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    closeConnections();
  };
  cleanUps.push(close);
  // Ports come again, and with them states.
  servers += 1;
  return { url: `http://127.0.0.1:${server.address().port}/${servers}/jwks`, close };
}

function json(value, headers = {}) {
  return (_, response) => response.writeHead(200, headers).end(JSON.stringify(value));
}

const broken = (_, response) => response.writeHead(503).end();
const silent = () => {};

/** The `jwks_unavailable` that the promise ends in. */
async function failure(promise) {
  const error = await promise.then(
    (value) => assert.fail(`expected an error, got ${JSON.stringify(value)}`),
    (thrown) => thrown,
  );
  assert.ok(error instanceof JwtError, `expected a JwtError, got ${error?.stack}`);
  assert.equal(error.code, "jwks_unavailable");
  assert.ok(error.cause !== undefined);
  return error;
}

async function reason(promise) {
  return (await failure(promise)).reason;
}

test("a set is fetched once and parsed once", async () => {
  const it = await provider();
  const set = await source(it.url).current();
  assert.deepEqual(set, SET);
  assert.equal(await source(it.url).current(), set);
  assert.equal(source(it.url).peek(), set);
  assert.equal(it.requests.length, 1);
  const [{ method, headers }] = it.requests;
  assert.equal(method, "GET");
  assert.match(headers.accept, /application\/jwk-set\+json/);
});

test("peek never fetches; prefetch does, and may be forgotten", async () => {
  const it = await provider();
  const own = source(it.url);
  assert.equal(own.peek(), undefined);
  assert.equal(it.requests.length, 0);
  assert.equal(await own.prefetch(), undefined);
  assert.deepEqual(own.peek(), SET);
  const down = await provider(broken);
  source(down.url).prefetch();
  assert.equal(await reason(source(down.url).prefetch()), "status");
});

const BAD_ANSWERS = {
  "an HTML page": [(_, r) => r.end("<!doctype html><title>Log in</title>"), "key_set"],
  "JSON that is no set": [json({ error: "gone" }), "key_set"],
  "an empty answer": [(_, r) => r.end(), "key_set"],
  "status 404": [(_, r) => r.writeHead(404).end(JSON.stringify(SET)), "status"],
  "status 201": [(_, r) => r.writeHead(201).end(JSON.stringify(SET)), "status"],
  "status 304": [(_, r) => r.writeHead(304).end(), "status"],
  "bytes that are no UTF-8": [(_, r) => r.end(Buffer.from('{"keys":[],"x":"\xff"}', "latin1")), "utf8"],
  "a cut-off character": [(_, r) => r.end(Buffer.from([0x7b, 0xe2, 0x82])), "utf8"],
  silence: [silent, "timeout"],
  "a redirect without a place": [(_, r) => r.writeHead(302).end(), "redirect"],
  "a redirect to no URL": [(_, r) => r.writeHead(302, { location: "http://[" }).end(), "redirect"],
  "a redirect to another origin": [
    (_, r) => r.writeHead(302, { location: "https://example.com/" }).end(),
    "redirect",
  ],
  "a redirect to another scheme": [
    (_, r) => r.writeHead(308, { location: "file:///etc/passwd" }).end(),
    "redirect",
  ],
  "a redirect with a user name": [
    (q, r) => r.writeHead(302, { location: `http://a:b@${q.headers.host}/` }).end(),
    "redirect",
  ],
};

for (const [name, [handle, expected]] of Object.entries(BAD_ANSWERS)) {
  test(`${name} is no set, and does not replace one`, async () => {
    const it = await provider();
    const options = { timeout: 0.15, cooldown: 0.001 };
    const own = source(it.url, options);
    const set = await own.current();
    it.handle = handle;
    assert.equal(await own.refreshed(set), undefined);
    assert.equal(it.requests.length, 2);
    assert.equal(own.peek(), set);
    assert.equal(await reason(source(`${it.url}?fresh`, options).current()), expected);
  });
}

test("the parser's own error is the cause", async () => {
  const it = await provider(json({}));
  const error = await failure(source(it.url).current());
  assert.equal(error.cause.code, "key_invalid");
  assert.match(error.message, /the set has no keys/);
});

test("a content type is not looked at", async () => {
  const it = await provider(json(SET, { "content-type": "text/html" }));
  assert.deepEqual(await source(it.url).current(), SET);
});

test("the query stays out of the message", async () => {
  const it = await provider(broken);
  const { message } = await failure(source(`${it.url}?key=s3cret`).current());
  assert.ok(message.includes("/jwks") && !message.includes("s3cret"), message);
});

test("an answer is cut off at maxBytes, stated or not", async () => {
  const closed = [];
  const whole = Buffer.alloc(5_000_000, " ");
  const endless = (response) => {
    const more = () => {
      while (response.write(whole.subarray(0, 65_536)));
      response.once("drain", more);
    };
    more();
  };
  for (const handle of [
    (response) => response.writeHead(200, { "content-length": whole.length }).write("{"),
    endless,
  ]) {
    const it = await provider((_, response) => {
      closed.push(new Promise((resolve) => response.once("close", resolve)));
      handle(response);
    });
    assert.equal(await reason(source(it.url).current()), "too_large");
  }
  // Neither answer ends by itself: the connections were dropped.
  await Promise.all(closed);
  assert.equal(closed.length, 2);
});

test("maxBytes itself still fits", async () => {
  const it = await provider();
  const maxBytes = JSON.stringify(SET).length;
  assert.deepEqual(await source(it.url, { maxBytes }).current(), SET);
  assert.equal(await reason(source(`${it.url}?less`, { maxBytes: maxBytes - 1 }).current()), "too_large");
});

test("the timeout covers a body that drips", async () => {
  let dropped;
  const closed = new Promise((resolve) => {
    dropped = resolve;
  });
  const it = await provider((_, response) => {
    response.writeHead(200).write("{");
    const timer = setInterval(() => response.write(" "), 20);
    response.once("close", () => {
      clearInterval(timer);
      dropped();
    });
  });
  const begun = performance.now();
  const error = await failure(source(it.url, { timeout: 0.2 }).current());
  assert.equal(error.reason, "timeout");
  assert.equal(error.cause.name, "TimeoutError");
  assert.ok(performance.now() - begun < 1500);
  await closed;
});

test("sockets that are half closed, closed or not there", async () => {
  const head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";
  for (const [onRequest, expected] of [
    [(socket) => socket.end(`${head}{"keys":[`), "network"],
    [(socket) => socket.end(), "network"],
    [(socket) => socket.destroy(), "network"],
    [(socket) => socket.write(`${head}{"keys":[`), "timeout"],
    [(socket) => socket.end("HTTP/1.0 200 OK\r\n\r\n{"), "key_set"],
  ]) {
    const it = await tcpProvider(onRequest);
    assert.equal(await reason(source(it.url, { timeout: 0.2 }).current()), expected, onRequest.toString());
  }
  const gone = await tcpProvider(silent);
  gone.close();
  const { reason: found, message } = await failure(source(gone.url).current());
  assert.equal(found, "network");
  assert.match(message, /ECONNREFUSED/);
});

test("redirects within the origin are followed, three at most", async () => {
  const it = await provider((request, response) => {
    const left = Number(new URL(request.url, it.url).searchParams.get("left"));
    if (left === 0) return json(SET)(request, response);
    response.writeHead(307, { location: `/other?left=${left - 1}` }).end("elsewhere");
  });
  assert.deepEqual(await source(`${it.url}?left=3`, { headers: { "x-a": "b" } }).current(), SET);
  assert.deepEqual(
    it.requests.map(({ url, headers }) => [url, headers["x-a"]]),
    [3, 2, 1, 0].map((left) => [left === 3 ? `/${servers}/jwks?left=3` : `/other?left=${left}`, "b"]),
  );
  assert.equal(await reason(source(`${it.url}?left=4`).current()), "redirect");
  assert.equal(it.requests.length, 8);
});

test("redirects that cannot be looked into, or were followed unasked", async () => {
  const answers = {
    opaque: { type: "opaqueredirect", status: 0 },
    followed: { redirected: true, status: 200 },
  };
  for (const [name, facts] of Object.entries(answers)) {
    const fetch = async () => Object.defineProperties(new Response(JSON.stringify(SET)), entriesOf(facts));
    assert.equal(await reason(source(`https://redirects.test/${name}`, { fetch }).current()), "redirect");
  }
});

function entriesOf(facts) {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value }]));
}

/** For how many seconds a set with these headers is used. */
async function lifetime(headers, options) {
  const it = await provider(json(SET, headers));
  const own = source(it.url, options);
  await own.current();
  let [fresh, stale] = [0, 2_000_000];
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
  pass(29);
  await flood();
  assert.equal(it.requests.length, 2);
  pass(2);
  const found = new Set(await flood());
  assert.equal(it.requests.length, 3);
  assert.deepEqual([...found], [NEXT]);
  assert.equal(own.peek(), [...found][0]);
  // A newer set is there, so nothing is asked for the older one, whatever the cool-down says.
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

test("a row of failures ends with a success, and is no request for an unknown kid", async () => {
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

test("what could not be begun is no failure of the provider", async (context) => {
  const it = await provider();
  const own = source(it.url);
  // As outside a request in Workers.
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
  const own = source(it.url, { staleIfError: 3600 });
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
  const probe = source(it.url, { staleIfError: 3600, timeout: 0.1 }).current();
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
  assert.ok(performance.now() - begun < 500, "it is no failure of the provider");
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
  await source(it.url, {
    headers: { "X-A": "1", b: "2" },
    timeout: 1,
    fetch: (...p) => fetch(...p),
  }).current();
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
  const make = (name, initial) => source(`https://many.test/${name}`, initial ? { initial: SET } : {});
  make("kept", true);
  make("dropped", true);
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
  const unparsed = () => assert.fail("a fetched one stays");
  assert.deepEqual(RemoteSource.shared(it.url, { initial: SET }, unparsed).peek(), NEXT);
  const other = source(`${it.url}?other`, { initial: SET });
  other.peek();
  pass(601);
  assert.deepEqual(await other.current(), NEXT);
});

test("URLs", () => {
  for (const url of [
    "http://example.com/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
    "ftp://localhost/",
    "data:application/json,{}",
    "file:///etc/jwks.json",
    "https://user@example.com/",
    "https://user:password@example.com/",
    "/relative",
    "",
    undefined,
    null,
    {},
  ]) {
    assert.throws(() => source(url), { name: "JwtError", code: "options_invalid" }, String(url));
  }
  for (const url of [
    "https://example.com/",
    new URL("https://example.com/"),
    "http://localhost:1/",
    "http://127.8.9.1/",
    "http://[::1]:1/",
    "http://2130706433/",
  ]) {
    source(url);
  }
});

test("options", () => {
  const number = [Number.NaN, -1, Number.POSITIVE_INFINITY, "1", null, 1n];
  const wrong = {
    timeout: [...number, 0, 3_000_000],
    maxBytes: [...number, 0],
    cooldown: number,
    minAge: number,
    maxAge: number,
    staleIfError: number,
    headers: [
      null,
      "a",
      [],
      new Headers(),
      new Map(),
      { a: 1 },
      { a: undefined },
      { "a b": "c" },
      { a: "b\nc" },
    ],
    fetch: [null, "fetch", {}],
    signal: [null, true, {}, new AbortController()],
    initial: [null, 1, "", "no JSON", {}, { keys: 1 }, { keys: [undefined] }],
    cache: [null, true, {}, { get() {} }, new Map([["get", 1]]).values()],
    maxage: [1],
    cooldownDuration: [30_000],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of [...values, undefined]) {
      assert.throws(
        () => source("https://options.test/", { [name]: value }),
        { name: "JwtError", code: "options_invalid" },
        `${name}: ${String(value)}`,
      );
    }
  }
  for (const options of [null, 1, "", [], new Map()]) {
    assert.throws(() => RemoteSource.shared("https://options.test/", options, parse), {
      code: "options_invalid",
    });
  }
  assert.throws(() => source("https://options.test/", { minAge: 2, maxAge: 1 }), { code: "options_invalid" });
  source("https://options.test/", { cooldown: 0, minAge: 0, maxAge: 0, staleIfError: 0, timeout: 0.001 });
});

test("a refused header's value is not told", () => {
  assert.throws(
    () => source("https://options.test/", { headers: { authorization: "s3cret\n1" } }),
    ({ message, cause }) =>
      message.includes("authorization") && !message.includes("s3cret") && cause === undefined,
  );
});

/** A cache of JSON text, as KV and Redis are. */
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

/** The package loaded once more: nothing is shared with this one but what goes through a cache. */
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

test("a cache answers an unknown kid with what was fetched within the cool-down", async () => {
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
  // What is older than that may lack the kid as well, so the provider is asked.
  it.handle = json({ keys: [] });
  pass(40);
  await own.refreshed(next);
  it.handle = json(SET);
  pass(40);
  assert.deepEqual(await there.refreshed(there.peek()), SET);
  assert.equal(it.requests.length, 4);
  // If that fails, it is better than nothing.
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
  // Nor does it stand in, now or when its time has come; one that has merely expired may.
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
    assert.deepEqual(await source(`${it.url}?${index}`, { cache, timeout: 0.2 }).current(), SET);
  }
  assert.equal(it.requests.length, 3);
});

/** `caches` as runtimes have it, as far as it is used. */
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

// Cloudflare Workers, as far as it can be known from here: no promise may be shared between requests.
const IN_WORKER = `Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Cloudflare-Workers" } });
  let ahead = 0;
  const now = Date.now;
  Date.now = () => now() + ahead;
  const inits = [];
  const fetch = (place, init) => { inits.push(init); return globalThis.fetch(place, init); };`;

test("in Workers each request of a cold isolate fetches by itself", async () => {
  const it = await provider((request, response) => setTimeout(() => json(SET)(request, response), 50));
  const found = await run(
    `${IN_WORKER}
    const sets = await many(() => source({ fetch }).current());
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
    await many(() => source({ fetch }).refreshed(set).then((next) => order.push(typeof next)));
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
    const set = await source().current();
    const hang = () => new Promise(() => {});
    ahead = 600_500;
    const first = source({ fetch: hang, timeout: 0.3 }).current().catch((e) => e.reason);
    const others = await many(async () => (await source({ fetch: hang, timeout: 2 }).current()) === set);
    ahead += 2_000;
    const later = await source({ fetch, timeout: 2 }).current() === set;
    console.log(JSON.stringify([others, inits.length, later, await first === set]));`,
    it.url,
  );
  assert.deepEqual(found, [Array(5).fill(true), 1, true, true]);
  assert.equal(it.requests.length, 2);
});

test("in Workers the others do not go on with a set that expired long ago", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    await source().current();
    ahead = 700_000;
    await many(() => source({ fetch }).current());
    console.log(JSON.stringify(inits.length));`,
    it.url,
  );
  assert.equal(found, 5);
});

test("in Workers the next one asks when the one that asked was cut off", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    const fail = () => Promise.reject(1);
    const hang = () => new Promise(() => {});
    const set = await source().current();
    ahead = 700_000;
    await source({ fetch: fail }).current();
    ahead += 31_000;
    source({ fetch: hang, timeout: 5 }).current(AbortSignal.timeout(300)).catch(() => {});
    const meanwhile = source({ fetch }).peek() === set;
    ahead += 6_000;
    const asked = inits.length;
    await source({ fetch }).current();
    console.log(JSON.stringify([meanwhile, asked, inits.length]));`,
    it.url,
  );
  assert.deepEqual(found, [true, 0, 1]);
});

test("in Workers a request that was overtaken changes nothing", async () => {
  const it = await provider();
  const found = await run(
    `${IN_WORKER}
    const later = (work) => () => new Promise((resolve) => setTimeout(resolve, 100)).then(work);
    const old = later(() => new Response('{"keys":["old"]}'));
    const slow = [old, later(() => { throw 1; })].map((fetch) => source({ fetch }).current().catch((e) => e.reason));
    const next = await source().current();
    await Promise.all(slow);
    await source({ fetch }).refreshed(next);
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
    const waits = [source({ fetch }).current(a.signal), source({ fetch, signal: b.signal }).current()];
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

after(() => assert.equal(Date.now, realNow));

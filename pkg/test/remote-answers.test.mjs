// Answers of providers, from servers that misbehave.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  broken,
  failure,
  json,
  provider,
  reason,
  SET,
  servers,
  silent,
  source,
  tcpProvider,
} from "./remote-source.mjs";

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
  "JSON that is not a set": [json({ error: "gone" }), "key_set"],
  "JSON with keys that are not a list": [json({ keys: {} }), "key_set"],
  null: [json(null), "key_set"],
  "a set that is refused": [json({ keys: [], isRefused: true }), "key_set_refused"],
  "an empty answer": [(_, r) => r.end(), "key_set"],
  "status 404": [(_, r) => r.writeHead(404).end(JSON.stringify(SET)), "status"],
  "status 201": [(_, r) => r.writeHead(201).end(JSON.stringify(SET)), "status"],
  "status 304": [(_, r) => r.writeHead(304).end(), "status"],
  "bytes that are not UTF-8": [(_, r) => r.end(Buffer.from('{"keys":[],"x":"\xff"}', "latin1")), "utf8"],
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
  test(`${name} is not a set, and does not replace one`, async () => {
    const it = await provider();
    // If there will be an answer, the timeout is long enough for a busy machine.
    const options = { timeout: handle === silent ? 1 : 10, cooldown: 0.001 };
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
  // The answers never end by themselves, so the package closed the connections.
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
    // Only the answer that never ends may meet the limit, also on a slow machine.
    const timeout = expected === "timeout" ? 0.2 : 10;
    assert.equal(await reason(source(it.url, { timeout }).current()), expected, onRequest.toString());
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

// Headers and the query of a URL may be credentials, so no error and no line of a log may contain them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { remoteJwks } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { failure, json, provider, SET, source } from "./remote-source.mjs";

const QUERY = "key=s3cret-key&user=s3cret%20user";
const headers = { authorization: "Bearer s3cret-token", "x-key": "s3cret-header" };

/** Everything in an error, including members that are not enumerable. */
function told(error, seen = new Set()) {
  if (typeof error !== "object" || error === null) return String(error);
  if (seen.has(error)) return "";
  seen.add(error);
  const members = Object.getOwnPropertyNames(error).map((name) => `${name}: ${told(error[name], seen)}`);
  return [...members, String(error), inspect(error, { depth: 9, showHidden: true })].join("\n");
}

function keepsSecrets(error) {
  assert.doesNotMatch(told(error), /s3cret/);
  return error;
}

// Errors as the runtimes throw them.
const FOREIGN = {
  "Deno's": (url) => {
    const cause = new Error(`error sending request for url (${url}): client error (Connect): dns error`);
    return new TypeError(`fetch failed: ${cause.message}`, { cause });
  },
  "Deno's, of a connection": (url) =>
    new TypeError(`error sending request from 127.0.0.1:2 for ${url} (127.0.0.1:1): connection closed`),
  "Bun's": (url) =>
    Object.assign(new TypeError("ECONNREFUSED: Unable to connect."), { path: url, code: "ECONNREFUSED" }),
  "Node's": (url) =>
    new TypeError("fetch failed", { cause: Object.assign(new Error("connect"), { request: { url } }) }),
  "a URL parser's": (url) => Object.assign(new TypeError("Invalid URL"), { input: url, base: url }),
  "a client's of one's own": (url, init) =>
    Object.assign(new Error(`${url} with ${JSON.stringify(init.headers)} failed`), { config: { url, init } }),
  "a decoded URL's": (url) => new Error(`no answer of ${decodeURIComponent(url)}`),
  "a value's alone": () => new Error("s3cret-key is not known, nor is s3cret user or s3cret-token"),
  "a text": (url) => `no answer of ${url}`,
  "another realm's": (url) => ({
    name: "TypeError",
    message: `no answer of ${url}`,
    cause: { message: url },
  }),
  "one of many causes": (url) =>
    [1, 2, 3, 4, 5, 6].reduce((cause) => new Error(url, { cause }), new Error(url)),
};

for (const [name, errorOf] of Object.entries(FOREIGN)) {
  test(`${name} error is passed on without secrets, also when it is remembered`, async () => {
    const fetch = (url, init) => Promise.reject(errorOf(url, init));
    const own = source(`https://secrets.test/jwks?${QUERY}`, { fetch, headers });
    const error = keepsSecrets(await failure(own.current()));
    assert.equal(error.reason, "network");
    assert.match(error.message, /^the key set at https:\/\/secrets\.test\/jwks is unavailable: /);
    keepsSecrets(await failure(own.current()));
  });
}

test("an error without its secrets still says what happened", async () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
  const error = await failure(source("https://secrets.test/", { fetch }).current());
  assert.match(error.message, /fetch failed: connect ECONNREFUSED 127\.0\.0\.1:1$/);
  assert.deepEqual([error.cause.name, error.cause.message], ["TypeError", "fetch failed"]);
  assert.deepEqual([error.cause.cause.message, error.cause.cause.code], [cause.message, "ECONNREFUSED"]);
  // If all addresses of a host fail (happy eyeballs), the error has a code and no message.
  const many = Object.assign(new AggregateError([cause], ""), { code: "ECONNREFUSED" });
  const both = () => Promise.reject(new TypeError("fetch failed", { cause: many }));
  const { message } = await failure(source("https://secrets.test/", { fetch: both }).current());
  assert.match(message, /fetch failed: ECONNREFUSED$/);
});

test("an error of several lines, or without end, is one line of a log", async () => {
  const text = `SSL routines\r\n2026 INFO all is well\u0085\u0000${"x".repeat(1e6)}`;
  const fetch = () => Promise.reject(new Error(text));
  const { message, cause } = await failure(source("https://secrets.test/", { fetch }).current());
  for (const line of [message, cause.message]) {
    assert.ok(line.length < 700, String(line.length));
    assert.doesNotMatch(line, /\p{Cc}/u);
  }
});

test("an exception that cannot be read counts as a failure of the network", async () => {
  const hostile = new Proxy(
    {},
    { get: () => assert.fail("hostile"), getPrototypeOf: () => assert.fail("hostile") },
  );
  for (const thrown of [hostile, Object.create(null), Symbol("a"), undefined, null, 1n, () => {}]) {
    const error = await failure(
      source("https://secrets.test/", { fetch: () => Promise.reject(thrown) }).current(),
    );
    assert.equal(error.reason, "network");
    assert.ok(error.cause instanceof Error);
  }
});

test("redirects with a credential", async () => {
  const gone = (request, response) =>
    request.url.includes("/gone")
      ? request.socket.destroy()
      : response.writeHead(302, { location: "/gone?token=s3cret" }).end();
  for (const [expected, handle] of [
    ["network", gone],
    ["redirect", (_, r) => r.writeHead(302, { location: "http://[?token=s3cret" }).end()],
    ["redirect", (_, r) => r.writeHead(302, { location: "https://other.test/?token=s3cret" }).end()],
    ["redirect", (q, r) => r.writeHead(302, { location: `http://a:s3cret@${q.headers.host}/` }).end()],
    ["redirect", (_, r) => r.writeHead(302, { location: "/again?token=s3cret" }).end()],
    ["status", (_, r) => r.writeHead(401).end("s3cret")],
  ]) {
    const it = await provider(handle);
    const error = keepsSecrets(await failure(source(`${it.url}?${QUERY}`, { headers }).current()));
    assert.equal(error.reason, expected);
  }
});

test("a URL that is refused is not repeated", () => {
  for (const url of [
    `http://[?${QUERY}`,
    `jwks.json?${QUERY}`,
    `http://example.com/?${QUERY}`,
    `ftp://example.com/?${QUERY}`,
    "https://user:s3cret@example.com/",
    { toString: () => `https://[?${QUERY}` },
  ]) {
    assert.throws(
      () => remoteJwks(url),
      (error) => keepsSecrets(error).code === "options_invalid",
    );
  }
});

test("the gate's log and its events contain no secrets", async (context) => {
  const lines = [];
  context.mock.method(console, "error", (...words) => lines.push(words.map((word) => told(word)).join(" ")));
  const refusals = [];
  const fetch = async (url) => Promise.reject(FOREIGN["Deno's"](url));
  const gate = createGate({
    key: remoteJwks(`https://secrets.test/jwks?${QUERY}`, { fetch, headers }),
    debug: true,
    onReject: (refusal) => void refusals.push(refusal),
    origin: () => assert.fail("nobody is let in"),
  });
  const request = new Request("https://site.example/", { headers: { authorization: "Bearer a.b.c" } });
  const answer = await gate(request, {});
  assert.equal(answer.status, 503);
  assert.equal(lines.length, 1);
  for (const text of [...lines, ...refusals.map((refusal) => told(refusal)), await answer.text()])
    assert.doesNotMatch(text, /s3cret/);
});

test("a good answer still works", async () => {
  const it = await provider(json(SET));
  assert.deepEqual(await source(`${it.url}?${QUERY}`, { headers }).current(), SET);
  assert.equal(new URL(it.requests[0].url, it.url).searchParams.get("key"), "s3cret-key");
});

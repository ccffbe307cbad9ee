// Shared by the tests of how `remoteJwks` fetches. Each test has its own server, and so its own state.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { after, afterEach } from "node:test";
import { JwtError } from "../dist/error.js";
import { RemoteSource } from "../dist/remote/source.js";

export const SET = { keys: [{ kid: "1" }] };
export const NEXT = { keys: [{ kid: "1" }, { kid: "2" }] };

export let servers = 0;
export const cleanUps = [];
export const realNow = Date.now;
afterEach(() => {
  Date.now = realNow;
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Sets the source's clock ahead. Timers keep real time. */
export function pass(seconds) {
  const before = Date.now;
  Date.now = () => before() + seconds * 1000;
}

export function parse(text) {
  const value = JSON.parse(text);
  if (!Array.isArray(value?.keys)) throw new JwtError("the set has no keys", { code: "key_invalid" });
  if (value.isRefused) throw new JwtError("the set is refused", { code: "key_invalid" });
  return value;
}

export function source(url, options = {}) {
  return RemoteSource.shared(url, options, parse);
}

/** A server on the loopback interface. `handle` may be replaced; `requests` lists what the server got. */
export async function provider(handle = json(SET)) {
  const it = { handle, requests: [] };
  const server = createServer((request, response) => {
    it.requests.push(request);
    it.handle(request, response);
  });
  return Object.assign(it, await listen(server, () => server.closeAllConnections()));
}

export async function tcpProvider(onRequest) {
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

export async function listen(server, closeConnections) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    closeConnections();
  };
  cleanUps.push(close);
  // Ports are reused, so the path makes the URL unique: state is kept for each URL.
  servers += 1;
  return { url: `http://127.0.0.1:${server.address().port}/${servers}/jwks`, close };
}

export function json(value, headers = {}) {
  return (_, response) => response.writeHead(200, headers).end(JSON.stringify(value));
}

export const broken = (_, response) => response.writeHead(503).end();
export const silent = () => {};

/** The promise's error, which must be `jwks_unavailable`. */
export async function failure(promise) {
  const error = await promise.then(
    (value) => assert.fail(`expected an error, got ${JSON.stringify(value)}`),
    (thrown) => thrown,
  );
  assert.ok(error instanceof JwtError, `expected a JwtError, got ${error?.stack}`);
  assert.equal(error.code, "jwks_unavailable");
  assert.ok(error.cause !== undefined);
  return error;
}

export async function reason(promise) {
  return (await failure(promise)).reason;
}

let urls = 0;
export const newUrl = () => `https://isolation.test/${urls++}`;
export const setOf = (...names) => ({ keys: names });
export const answering = (set) => async () => new Response(JSON.stringify(set));
export const entryOf = (set, from, until) => {
  const time = Date.now() / 1000;
  return { jwks: JSON.stringify(set), fetchedAt: time + from, expiresAt: time + until };
};

/** A cache in memory. */
export function cacheOf(entries = new Map()) {
  return { entries, get: async (url) => entries.get(url), set: async (url, it) => void entries.set(url, it) };
}

const runtimeFetch = globalThis.fetch;

/** Replaces the runtime's `fetch` until the test is over. */
export function runtimeAnswers(answer) {
  globalThis.fetch = answer;
  cleanUps.push(() => {
    globalThis.fetch = runtimeFetch;
  });
}

after(() => assert.equal(Date.now, realNow));

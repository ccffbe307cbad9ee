// Shared by the tests of the gate: a gate in front of an origin that records the requests, and the form of a refusal.
import assert from "node:assert/strict";
import { mock } from "node:test";
import { signSync } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { testKey } from "./support.mjs";

export const key = testKey();
export const token = (claims = {}, options = { expiresIn: 60 }) =>
  signSync({ sub: "alice", ...claims }, key, options);
export const bearer = (text) => ({ authorization: `Bearer ${text}` });

/** The challenge for a request to the site of these tests. */
export const CHALLENGE = 'Bearer realm="site.example"';

export function gateOf(options = {}) {
  const seen = [];
  const origin = (request, env, context, verified) => {
    seen.push({ headers: Object.fromEntries(request.headers), url: request.url, env, context, verified });
    return new Response("origin");
  };
  const keys = "key" in options || "keyFromEnv" in options ? {} : { key };
  const gate = createGate({ ...keys, origin, ...options });
  const send = async (
    headers = {},
    { url = "https://site.example/api", method = "GET", env, context } = {},
  ) => told(await gate(new Request(url, { headers, method }), env, context));
  return { gate, send, seen };
}

/** The parts of an answer that a client sees. */
export async function told(response) {
  const header = (name) => response.headers.get(name);
  return {
    status: response.status,
    challenge: header("www-authenticate"),
    cache: header("cache-control"),
    vary: header("vary"),
    retry: header("retry-after"),
    body:
      header("content-type") === "application/problem+json" ? await response.json() : await response.text(),
  };
}

export function assertRefused(answer, status, expected, challenge, vary = "Authorization") {
  const titles = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden" };
  assert.deepEqual(
    answer.body,
    { title: titles[status], status, code: expected },
    JSON.stringify(answer.body),
  );
  assert.equal(answer.status, status);
  assert.equal(answer.challenge, challenge);
  assert.equal(answer.cache, "no-store");
  assert.equal(answer.vary, vary);
}

/** Catches what the gate logs during a test. @returns the lines */
export async function logged(use) {
  const log = mock.method(console, "error", () => {});
  try {
    await use(() => log.mock.calls.map(({ arguments: [line] }) => line));
  } finally {
    log.mock.restore();
  }
}

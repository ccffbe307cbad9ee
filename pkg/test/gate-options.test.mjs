// Wrong options are refused when the gate is made, not at the first request.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { createGate } from "jwt-wasm/edge";
import { key } from "./gate.mjs";
import { code, refusal } from "./support.mjs";

const hostile = new Proxy(
  {},
  new Proxy(
    {},
    {
      get() {
        return () => {
          throw new Error("hostile");
        };
      },
    },
  ),
);

const origin = () => new Response();
/** Adds an origin, so that the error is not about its absence. */
const withOrigin = (options) =>
  options !== hostile && options?.constructor === Object ? { origin, ...options } : options;

test("wrong options are told at once", () => {
  for (const options of [
    undefined,
    null,
    {},
    { key, keyFromEnv: () => key },
    { keyFromEnv: 1 },
    { key, origin: 1 },
    { key, tokenFrom: "query" },
    { key, tokenFrom: { cookie: "a b" } },
    { key, forwardClaims: { "bad header": "sub" } },
    ...[
      "host",
      "Authorization",
      "cookie",
      "Connection",
      "content-length",
      "Content_Type",
      "transfer-encoding",
    ].map((name) => ({ key, forwardClaims: { [name]: "sub" } })),
    { key, forwardClaims: { "x-user": "sub", X_User: "name" } },
    { key, forwardClaims: { "x-a": 1 } },
    { key, scope: ["a b"] },
    { key, scope: 1 },
    ...[
      "static/*",
      "",
      "/a?b",
      "/a#b",
      "/*/b",
      "/a*",
      "/a//b",
      "/a/../b",
      "/é",
      "/a b",
      "/%61",
      "/a;b",
      "/a\\b",
    ].map((path) => ({ key, publicPaths: [path] })),
    { key, prefetch: 1 },
    ...[1, "", 'a"b', "a\\b", "a\nb", "a\r\nx: y", "\x7f", "é", ["a"], undefined].map((realm) => ({
      key,
      realm,
    })),
    { key, revocations: { isRevoked: () => false } },
    { key, scope: ['a"b'] },
    { keyFromEnv: () => key, isuer: "a" },
    { keyFromEnv: () => key, audience: 1 },
    { key, tokenFrom: { cookie: "a", query: "b" } },
    { key, publicPaths: "/" },
    { key, publicMethods: ["G T"] },
    { key, debug: 1 },
    { key, allowPreflight: "yes" },
    { key, revocation: {} },
    { key, onReject: {} },
    ...["scope", "forwardClaims", "publicPaths", "allowPreflight", "revocation", "audience"].map((name) => ({
      key,
      [name]: undefined,
    })),
    { key, scope: [] },
    { key, scope: "" },
    { key, publicPaths: [] },
    { key, publicMethods: [] },
    { key, forwardClaims: new Map([["x-a", "sub"]]) },
    { key, tokenFrom: { cookie: undefined } },
    new Map(),
    hostile,
    ...["scope", "forwardClaims", "publicPaths", "tokenFrom", "revocation"].map((name) => ({
      key,
      [name]: hostile,
    })),
    { key, isuer: "a" },
    { key, scpoe: "a" },
  ]) {
    assert.equal(
      code(() => createGate(withOrigin(options))),
      "options_invalid",
      inspect(options, { showProxy: true }),
    );
  }
  assert.equal(
    code(() => createGate({ key: "secret", origin })),
    "key_invalid",
  );
});

test("without an origin there is a gate only where fetch goes on to one", (context) => {
  const make = (options) => createGate({ key, ...options });
  const refused = () => {
    const { code, message } = refusal(make);
    assert.equal(code, "options_invalid");
    assert.match(message, /the option origin is missing/);
  };
  refused();
  for (const [name, isFine] of [
    ["ServiceWorkerGlobalScope", true],
    ["EdgeRuntime", false],
    ["Deno", false],
    ["Bun", false],
  ]) {
    assert.ok(!(name in globalThis));
    globalThis[name] = "as there";
    context.after(() => delete globalThis[name]);
    if (isFine) assert.equal(typeof make(), "function");
    else refused();
    assert.equal(typeof make({ origin: () => new Response() }), "function");
    delete globalThis[name];
  }
  const given = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  context.after(() => given && Object.defineProperty(globalThis, "navigator", given));
  for (const [userAgent, isFine] of [
    ["Cloudflare-Workers", true],
    ["Node.js/24", false],
    ["Deno/2.9.6", false],
    ["Bun/1.4.5", false],
  ]) {
    Object.defineProperty(globalThis, "navigator", { value: { userAgent }, configurable: true });
    if (isFine) assert.equal(typeof make(), "function");
    else refused();
    delete globalThis.navigator;
  }
});

// Wrong options of the gate, which must not wait for the first request.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { createGate } from "jwt-wasm/edge";
import { key } from "./gate.mjs";
import { code } from "./support.mjs";

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
      code(() => createGate(options)),
      "options_invalid",
      inspect(options, { showProxy: true }),
    );
  }
  assert.equal(
    code(() => createGate({ key: "secret" })),
    "key_invalid",
  );
});

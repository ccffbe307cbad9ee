// Requests that need no token, and those that only look like them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gateOf } from "./gate.mjs";

test("public paths are exact, and ambiguous ones never public", async () => {
  const { send, seen } = gateOf({ publicPaths: ["/", "/health", "/static/*"] });
  const at = async (path) => (await send({}, { url: `https://site.example${path}` })).status;
  for (const path of [
    "/",
    "/health",
    "/health?x=1",
    "/static/",
    "/static/a/b.css",
    "/static/a%20b",
    "/static/a.b",
    "/static/%C3%A9",
    "/static/a:b@c",
    "/static/../health",
  ]) {
    assert.equal(await at(path), 200, path);
  }
  const passed = seen.length;
  for (const path of [
    "/api",
    "/Health",
    "/health/",
    "//health",
    "/static",
    "/static//x",
    "/static/../api",
    "/static/%2e%2e/api",
    "/static/%2e%2E%2fapi",
    "/static/..%2fapi",
    "/static/..%5capi",
    "/static\\..\\api",
    "/static/..;/api",
    "/static/;x",
    "/static/%00",
    "/static/%61pi",
    "/%68ealth",
    "/static/%252e%252e/api",
    "/static/%c0%ae%c0%ae/api",
    "/static/%u002e%u002e/api",
    "/static/%",
    "/static/a%7e",
    "/static/a%5c",
    "/static/a%3bx",
    "/static/...",
    "/static/a./b",
    "/static/a.",
    "/health.",
    "/health;x",
    "/health%20",
    "/health%0a",
    "/static/%e0%80%ae%e0%80%ae/api",
    "/static/%ef%bc%8e%ef%bc%8e%ef%bc%8fapi",
    "/static/%ff",
    "/static/%C2%85",
  ]) {
    assert.equal(await at(path), 401, path);
  }
  assert.equal(seen.length, passed);
});

test("public methods and preflight are let through only where asked for", async () => {
  const preflight = { origin: "https://app.example", "access-control-request-method": "GET" };
  const strict = gateOf();
  assert.equal((await strict.send(preflight, { method: "OPTIONS" })).status, 401);
  const open = gateOf({ allowPreflight: true, publicMethods: ["head"] });
  assert.equal((await open.send(preflight, { method: "OPTIONS" })).status, 200);
  assert.equal((await open.send({}, { method: "OPTIONS" })).status, 401);
  assert.equal((await open.send(preflight, { method: "POST" })).status, 401);
  assert.equal((await open.send({}, { method: "HEAD" })).status, 200);
  assert.equal((await open.send({}, { method: "GET" })).status, 401);
});

test("a header that takes the place of the path or the method is never public", async () => {
  const { send, seen } = gateOf({ publicPaths: ["/health"], publicMethods: ["GET"] });
  for (const name of ["X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-Method-Override"]) {
    for (const url of ["https://site.example/health", "https://site.example/api"]) {
      assert.equal((await send({ [name]: "/api" }, { url })).status, 401, name);
    }
  }
  assert.equal(seen.length, 0);
});

// Requests that need no token, and requests that only look like them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bearer, gateOf, token } from "./gate.mjs";
import { load } from "./support.mjs";

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
    "/health%",
    "/health%4",
    "/static/%C3a%A9",
    "/static/%EF%BF%BD",
    "/static/%EF%BC%A1%CC%81",
    "/static/\\",
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

const { overrides, harmless, targets } = load("reports/gate-requests.json");

test("a header that takes the place of the path or the method is never public", async () => {
  const { send, seen } = gateOf({ publicPaths: ["/health"], publicMethods: ["GET"], allowPreflight: true });
  for (const name of overrides) {
    for (const value of ["/api", ""]) {
      for (const url of ["https://site.example/health", "https://site.example/api"]) {
        assert.equal((await send({ [name]: value }, { url })).status, 401, name);
      }
      const preflight = { origin: "https://app.example", "access-control-request-method": "GET" };
      assert.equal((await send({ ...preflight, [name]: value }, { method: "OPTIONS" })).status, 401, name);
    }
  }
  assert.equal(seen.length, 0);
  for (const name of harmless) assert.equal((await send({ [name]: "/api" })).status, 200, name);
});

test("with a token, such headers go on as they are", async () => {
  const { send, seen } = gateOf({ publicPaths: ["/health"] });
  for (const name of overrides) {
    assert.equal((await send({ [name]: "/api", ...bearer(token()) })).status, 200, name);
    assert.equal(seen.at(-1).headers[name.toLowerCase()], "/api");
  }
});

test("a target that is not a path, or has a fragment, is never public", async () => {
  const { send } = gateOf({ publicPaths: ["/health"], publicMethods: ["HEAD"] });
  // Adapters make a URL of the request's target in this way. The adapter for Node also passes the target itself.
  const made = (target) => (target.startsWith("/") ? `https://site.example${target}` : target);
  for (const { target, isPublic } of targets) {
    for (const method of ["GET", "HEAD"]) {
      let url = made(target);
      if (url.includes("@")) url = made("/health");
      const { status } = await send({}, { url, method, env: { incoming: { url: target } } });
      assert.equal(status, isPublic ? 200 : 401, `${method} ${target}`);
    }
  }
  // A binding with the name `incoming` is not the adapter's argument.
  for (const env of [null, 1, {}, { incoming: null }, { incoming: "x" }, { incoming: { url: 7 } }]) {
    assert.equal((await send({}, { url: made("/health"), env })).status, 200);
  }
});

test("credentials in the URL, as some runtimes leave them there, make it ambiguous", async () => {
  const { gate } = gateOf({ publicPaths: ["/health"], publicMethods: ["GET"] });
  for (const url of [
    "http://a@site.example/health",
    "http://:b@site.example/health",
    "ftp://site.example/health",
  ]) {
    const { status } = await gate({ method: "GET", headers: new Headers(), url });
    assert.equal(status, 401, url);
  }
});

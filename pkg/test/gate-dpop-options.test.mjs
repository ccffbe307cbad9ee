// The option `dpop`, alone and together with other options.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Hono } from "hono";
import { memoryReplay, replayStore } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { client, URL as PLACE, proofOf } from "./dpop.mjs";
import { key } from "./gate.mjs";
import { bound } from "./gate-dpop.mjs";
import { code } from "./support.mjs";

test("options, each of which is checked when the gate is made", () => {
  const replay = memoryReplay();
  const hostile = new Proxy({}, { get: () => assert.fail("hostile"), ownKeys: () => assert.fail("hostile") });
  for (const dpop of [
    {},
    null,
    "replay",
    [],
    replay,
    { replay: {} },
    { replay: undefined },
    { replay: new Map() },
    { replay: { use: () => true } },
    { replay, required: 1 },
    { replay, required: undefined },
    { replay, required: "true" },
    { replay, nonce: true },
    { replay, nonce: "n" },
    { replay, nonce: {} },
    { replay, nonce: { issue() {}, isGood() {} } },
    { replay, algorithms: [] },
    { replay, algorithms: ["HS256"] },
    { replay, algorithms: ["none"] },
    { replay, algorithms: "ES256" },
    { replay, maxAge: 0 },
    { replay, maxAge: Number.NaN },
    { replay, maxAge: "60" },
    { replay, publicUrl: "" },
    { replay, publicUrl: "site.example" },
    { replay, publicUrl: "https://site.example/base" },
    { replay, publicUrl: "https://site.example/?" },
    { replay, publicUrl: "https://a@site.example" },
    { replay, publicUrl: "ftp://site.example" },
    { replay, publicUrl: new URL(PLACE) },
    { replay, publicUrl: {} },
    { replay, jti: 1 },
    { replay, max_age: 1 },
    hostile,
  ]) {
    for (const make of [createGate, jwtGate]) {
      const options = make === createGate ? { origin: () => new Response() } : {};
      assert.equal(
        code(() => make({ key, dpop, ...options })),
        "options_invalid",
        inspect(dpop, { showProxy: true }),
      );
    }
  }
  assert.equal(
    code(() => jwtGate({ key, dpop: { replay }, tokenFrom: "bearer" })),
    "options_invalid",
  );
});

test("a route's further demands need no second proof, and another gate does", async () => {
  const replay = memoryReplay();
  const gate = jwtGate({ key, dpop: { replay }, forwardClaims: { "x-user-id": "sub" } });
  const app = new Hono();
  app.use("/api/*", gate);
  app.get("/api/read", gate.require({ scope: "read" }), gate.require({ claims: { sub: "alice" } }), (c) =>
    c.text("origin"),
  );
  app.get("/api/write", gate.require({ scope: "write" }), (c) => c.text("origin"));
  app.get("/alone", gate.require({ scope: "read" }), (c) => c.text("origin"));
  app.get("/api/twice", jwtGate({ key, dpop: { replay } }), (c) => c.text("origin"));
  const ask = async (path) => {
    const url = `https://site.example${path}`;
    const access = bound(client.jkt, { scope: "read" });
    const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url }) };
    const answers = [];
    for (let count = 0; count < 2; count++) answers.push((await app.request(url, { headers })).status);
    return answers;
  };
  assert.deepEqual(await ask("/api/read"), [200, 401]);
  assert.deepEqual(await ask("/alone"), [200, 401]);
  assert.deepEqual(await ask("/api/write"), [403, 401]);
  assert.deepEqual(await ask("/api/twice"), [401, 401]);

  const routed = createGate({
    key,
    dpop: { replay },
    routes: { "GET /admin/*": { scope: "admin" }, "GET /read": { scope: "read" } },
    origin: () => new Response("origin"),
  });
  for (const [path, status] of [
    ["/read", 200],
    ["/admin/x", 403],
  ]) {
    const url = `https://site.example${path}`;
    const access = bound(client.jkt, { scope: "read" });
    const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url }) };
    assert.equal((await routed(new Request(url, { headers }))).status, status);
  }
});

test("an optional token: a request without one goes on, and one with a bad proof does not", async () => {
  const gate = createGate({
    key,
    optional: true,
    dpop: { replay: memoryReplay() },
    origin: (_request, _env, _context, verified) => new Response(verified?.payload.sub ?? "nobody"),
  });
  const ask = async (headers) => {
    const answer = await gate(new Request(PLACE, { headers }));
    return answer.status === 200 ? answer.text() : answer.status;
  };
  const access = bound();
  assert.equal(await ask({}), "nobody");
  assert.equal(await ask({ authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) }), "alice");
  assert.equal(await ask({ authorization: `DPoP ${access}` }), 401);
  assert.equal(await ask({ authorization: `DPoP ${access}`, dpop: "x" }), 401);
  assert.equal(await ask({ authorization: `Bearer ${access}` }), 401);
  assert.equal(await ask({ authorization: "DPoP", dpop: proofOf() }), "nobody");
});

test("with a resource, its origin is where clients send their requests", async () => {
  const resource = { url: "https://site.example/api", authorizationServers: ["https://auth.example"] };
  const by = async (dpop, htu, url) => {
    const options = {
      key,
      resource,
      dpop: { replay: memoryReplay(), ...dpop },
      origin: () => new Response("origin"),
    };
    const access = bound(client.jkt, { aud: resource.url });
    const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url: htu }) };
    return (await createGate(options)(new Request(url, { headers }))).status;
  };
  assert.equal(await by({}, "https://site.example/api/1", "http://10.0.0.7:8080/api/1?x"), 200);
  assert.equal(await by({}, "https://thief.example/api/1", "https://thief.example/api/1"), 401);
  const publicUrl = "https://other.example";
  assert.equal(await by({ publicUrl }, "https://other.example/api/1", "http://10.0.0.7:8080/api/1"), 200);
  assert.equal(await by({ publicUrl }, "https://site.example/api/1", "https://site.example/api/1"), 401);
});

test("options that change after the check change nothing", async () => {
  const algorithms = ["EdDSA"];
  const dpop = { replay: memoryReplay(), algorithms };
  const gate = createGate({ key, dpop, origin: () => new Response("origin") });
  algorithms.push("ES256");
  dpop.algorithms = ["ES256"];
  dpop.replay = replayStore({ use: () => true });
  const access = bound();
  const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) };
  assert.equal((await gate(new Request(PLACE, { headers }))).status, 401);
});

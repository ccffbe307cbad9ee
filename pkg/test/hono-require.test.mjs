// Routes of a Hono app with further demands, before or behind the gate, and requests without a token.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Hono } from "hono";
import { contains } from "jwt-wasm";
import { jwtGate } from "jwt-wasm/hono";
import { ReplayStore } from "../dist/edge/hooks.js";
import { assertRefused, bearer, CHALLENGE, key, token, told } from "./gate.mjs";
import { code, refusal } from "./support.mjs";

const at = (app, path, headers) =>
  Promise.resolve(app.request(`https://site.example${path}`, { headers })).then(told);
const handler = (c) => c.text(c.get("jwt")?.payload.sub ?? "nobody");

test("behind the gate a route asks for more, by itself it does all that the gate does", async () => {
  const gate = jwtGate({ key, scope: "read", forwardClaims: { "x-user-id": "sub" } });
  const admin = gate.require({ scope: "admin", claims: { groups: contains("staff") } });
  const user = (c) => c.text(`${c.get("jwt").payload.sub} ${c.req.header("x-user-id")}`);
  const behind = new Hono().use("/api/*", gate).get("/api/admin", admin, user).get("/api/me", user);
  const alone = new Hono().get("/api/admin", admin, user);
  for (const app of [behind, alone]) {
    const good = bearer(token({ scope: "read admin", groups: ["staff"] }));
    const passed = await at(app, "/api/admin", { ...good, "x-user-id": "root" });
    assert.deepEqual([passed.status, passed.body], [200, "alice alice"]);
    assertRefused(await at(app, "/api/admin", {}), 401, "token_missing", CHALLENGE);
    const lacking = await at(app, "/api/admin", bearer(token({ scope: "read" })));
    assert.deepEqual(
      [lacking.status, lacking.body.code, lacking.body.claims],
      [403, "insufficient_scope", ["groups"]],
    );
    assert.match(lacking.challenge, /scope="read admin"$/);
    const other = await at(app, "/api/admin", bearer(token({ scope: "read admin", groups: ["x"] })));
    assert.deepEqual([other.status, other.body.code], [403, "insufficient_claims"]);
    assert.equal((await at(app, "/api/admin", bearer("garbage"))).body.code, "malformed");
    const unreadable = await at(app, "/api/admin", bearer(token({ scope: 1 })));
    assert.equal(unreadable.body.code, "claim_invalid");
  }
  assert.equal((await at(behind, "/api/me", bearer(token({ scope: "read" })))).body, "alice alice");
});

test("a store and a proof are not asked about a second time", async () => {
  let proofs = 0;
  let looks = 0;
  const replay = new ReplayStore({
    configure: () => ({
      algorithms: ["ES256"],
      isRequired: false,
      check: async () =>
        ++proofs > 1 ? { status: 401, code: "invalid_dpop_proof", detail: "used" } : undefined,
    }),
  });
  const gate = jwtGate({ key, dpop: { replay }, revocation: { isRevoked: () => ++looks < 0 } });
  const app = new Hono()
    .use(gate)
    .use("/api/*", gate)
    .get("/api/x", gate.require({ scope: "a" }), gate.require({ scope: "b" }), handler);
  const headers = { authorization: `DPoP ${token({ cnf: { jkt: "x" }, scope: "a b" })}` };
  assert.equal((await at(app, "/api/x", headers)).body, "alice");
  assert.deepEqual([proofs, looks], [1, 1]);
  assert.equal((await at(app, "/api/x", headers)).body.code, "invalid_dpop_proof");
});

test("another gate's decision is not this one's", async () => {
  const lax = jwtGate({ key });
  const strict = jwtGate({ key, audience: "api" });
  const app = new Hono().use(lax).get("/", strict.require({ scope: "a" }), handler);
  assert.equal((await at(app, "/", bearer(token({ scope: "a" })))).body.code, "claim_missing");
});

test("a value that a handler puts into jwt does not count as a decision", async () => {
  const gate = jwtGate({ key });
  const forged = async (c, next) => {
    c.set("jwt", { payload: { sub: "root", scope: "a" } });
    await next();
  };
  const app = new Hono().use(forged).get("/", gate.require({ scope: "a" }), handler);
  assert.equal((await at(app, "/", {})).body.code, "token_missing");
});

test("optional lets requests without a token through, but not to a route that demands", async () => {
  const gate = jwtGate({ key, optional: true });
  const app = new Hono()
    .use(gate)
    .get("/", handler)
    .get("/a", gate.require({ scope: "a" }), handler);
  assert.equal((await at(app, "/", {})).body, "nobody");
  assert.equal((await at(app, "/", bearer(token()))).body, "alice");
  assert.equal((await at(app, "/", bearer("garbage"))).status, 401);
  assertRefused(await at(app, "/a", {}), 401, "token_missing", CHALLENGE);
  assert.equal((await at(app, "/a", bearer(token({ scope: "a" })))).body, "alice");
});

test("require() demands a token and nothing more, and a demand that is undefined is refused", async () => {
  const gate = jwtGate({ key, optional: true });
  const handlers = [gate.require(), handler];
  for (const app of [new Hono().use(gate), new Hono()]) {
    app.get("/a", ...handlers);
    assertRefused(await at(app, "/a", {}), 401, "token_missing", CHALLENGE);
    assert.equal((await at(app, "/a", bearer("garbage"))).status, 401);
    assert.equal((await at(app, "/a", bearer(token()))).body, "alice");
  }
  for (const demands of [undefined, null, {}, { scope: undefined }]) {
    assert.equal(
      code(() => gate.require(demands)),
      "options_invalid",
      inspect(demands),
    );
  }
  assert.match(
    refusal(() => gate.require({})).message,
    /demands must have scope or claims; require\(\) asks/,
  );
});

test("with a gate for each tenant, no tenant's token is good for another", async () => {
  const gates = new Map(["a", "b"].map((name) => [name, jwtGate({ key, audience: name })]));
  const gateOf = (name) => gates.get(name) ?? ((c) => c.notFound());
  const app = new Hono();
  app.use("/:tenant/*", (c, next) => gateOf(c.req.param("tenant"))(c, next));
  app.get("/:tenant/me", handler);
  for (const [path, aud, status] of [
    ["/a/me", "a", 200],
    ["/b/me", "b", 200],
    ["/a/me", "b", 401],
    ["/b/me", "a", 401],
    ["/c/me", "a", 404],
    ["/__proto__/me", "a", 404],
  ]) {
    assert.equal((await at(app, path, bearer(token({ aud })))).status, status, `${path} ${aud}`);
  }
});

test("a body that was read before the gate is still the handler's", async () => {
  const app = new Hono();
  app.use(async (c, next) => {
    if (c.req.header("x-read") === "cached") await c.req.json();
    if (c.req.header("x-read") === "raw") await c.req.raw.text();
    await next();
  });
  app.use(jwtGate({ key, forwardClaims: { "x-user-id": "sub" } }));
  app.post("/", async (c) => c.json([c.req.header("x-user-id"), await c.req.json()]));
  app.onError((error, c) => c.text(error.name, 500));
  const send = (read) =>
    app.request("/", {
      method: "POST",
      body: '{"a":1}',
      headers: {
        ...bearer(token()),
        "content-type": "application/json",
        "x-user-id": "root",
        "x-read": read,
      },
    });
  for (const read of ["none", "cached"])
    assert.deepEqual(await (await send(read)).json(), ["alice", { a: 1 }]);
  // The raw body was read before and Hono kept no copy, so the handler gets an error and not an empty body.
  assert.deepEqual([(await send("raw")).status, await (await send("raw")).text()], [500, "TypeError"]);
});

test("wrong demands are told at once", () => {
  const gate = jwtGate({ key });
  for (const demands of [
    undefined,
    null,
    {},
    "admin",
    { scope: [] },
    { scope: "" },
    { scope: undefined },
    { claims: {} },
    { claims: { a: undefined } },
    { scopes: "a" },
    { scope: "a", audience: "b" },
  ]) {
    const refused = code(() => gate.require(demands));
    assert.equal(refused, "options_invalid", inspect(demands));
  }
  assert.equal(
    code(() => jwtGate({ key, routes: { "/": { scope: "a" } } })),
    "options_invalid",
  );
});

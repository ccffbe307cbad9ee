// Demands by route. An origin may read paths more loosely than the gate does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { contains, oneOf } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { assertRefused, bearer, CHALLENGE, gateOf, key, token } from "./gate.mjs";
import { code, load, signed } from "./support.mjs";

const { places, requests } = load("reports/gate-routes.json");
const lacking = (scope) => `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`;

test("a request must meet the demands of every route that an origin could read in it", async () => {
  for (const { routes, rows } of places) {
    const options = Object.fromEntries(routes.map((route) => [route, { scope: route.replaceAll(" ", ":") }]));
    const { send, seen } = gateOf({ routes: options });
    for (const [target, ...demanded] of rows) {
      const [path, method = "GET"] = target.split(" ").reverse();
      const at = { method, url: `https://site.example${path}` };
      const told = inspect({ routes, target });
      const scope = demanded.map((route) => route.replaceAll(" ", ":")).join(" ");
      const before = seen.length;
      const { status, challenge } = await send(bearer(token()), at);
      assert.equal(status, demanded.length > 0 ? 403 : 200, told);
      if (demanded.length > 0) assert.equal(challenge, lacking(scope), told);
      assert.equal(seen.length, before + (demanded.length > 0 ? 0 : 1), told);
      assert.equal((await send(bearer(token({ scope })), at)).status, 200, told);
      assert.equal((await send({}, at)).status, 401, told);
    }
  }
});

test("a header that may take the place of path or method has all routes demand", async () => {
  const { send } = gateOf({ routes: { "/admin/*": { scope: "admin" }, "DELETE /": { scope: "delete" } } });
  for (const name of requests) {
    const { status, challenge } = await send({ ...bearer(token()), [name]: "/x" });
    assert.deepEqual([status, challenge], [403, lacking("admin delete")], name);
  }
  assert.equal((await send({ ...bearer(token()), "x-request-id": "/x" })).status, 200);
  const target = { env: { incoming: { url: "http://site.example/api" } } };
  assert.equal((await send(bearer(token()), target)).status, 403);
});

test("the gate's own demands apply as well, and the answer names them too", async () => {
  const { send } = gateOf({ scope: "read", routes: { "/api": { scope: ["read", "write"] } } });
  assertRefused(await send(bearer(token())), 403, "insufficient_scope", lacking("read write"));
  assertRefused(
    await send(bearer(token({ scope: "read" }))),
    403,
    "insufficient_scope",
    lacking("read write"),
  );
  assert.equal((await send(bearer(token({ scope: "write read" })))).status, 200);
  const elsewhere = { url: "https://site.example/other" };
  assert.equal((await send(bearer(token({ scope: "read" })), elsewhere)).status, 200);
  assert.equal((await send(bearer(token({ scope: 1 })))).body.code, "claim_invalid");
});

test("claims by route, and their names where they do not do", async () => {
  const claims = {
    role: "admin",
    org: oneOf("a", "b"),
    realm_access: { roles: contains("editor", "admin"), kind: 1 },
    address: { city: "Bonn", lines: [1, { x: null }] },
  };
  const good = {
    role: "admin",
    org: "b",
    realm_access: { roles: ["admin", "x", "editor"], kind: 1, more: true },
    address: { lines: [1, { x: null }], city: "Bonn" },
  };
  const { send } = gateOf({ routes: { "/api": { claims } } });
  assert.equal((await send(bearer(token(good)))).status, 200);
  for (const [changes, ...names] of [
    [{ role: "Admin" }, "role"],
    [{ role: ["admin"] }, "role"],
    [{ role: undefined, org: "c" }, "role", "org"],
    [{ org: ["a"] }, "org"],
    [{ org: null }, "org"],
    [{ realm_access: { roles: "editor admin", kind: 1 } }, "realm_access/roles"],
    [{ realm_access: { roles: ["editor"], kind: 1 } }, "realm_access/roles"],
    [{ realm_access: { roles: ["editor", "admin"] } }, "realm_access/kind"],
    [{ realm_access: [] }, "realm_access/roles", "realm_access/kind"],
    [{ realm_access: "x" }, "realm_access/roles", "realm_access/kind"],
    [{ address: { city: "Bonn", lines: [1, { x: null }], more: 1 } }, "address"],
    [{ address: { city: "Bonn", lines: [1, {}] } }, "address"],
    [{ address: { city: "Bonn", lines: { 0: 1, 1: { x: null } } } }, "address"],
    [{ address: null }, "address"],
  ]) {
    const changed = { ...good, ...changes };
    for (const [name, value] of Object.entries(changed)) if (value === undefined) delete changed[name];
    const { status, body, challenge } = await send(bearer(token(changed)));
    // The answer names the claims in the order of the option, those with a whole value first.
    assert.deepEqual([...(body.claims ?? [])].sort(), [...names].sort(), inspect(changes));
    const { claims: told, ...rest } = body;
    assert.deepEqual(rest, { title: "Forbidden", status: 403, code: "insufficient_claims" });
    assert.equal(status, 403);
    const described = `error_description="insufficient_claims: ${told.join(" ")}"`;
    assert.equal(challenge, `${CHALLENGE}, error="insufficient_scope", ${described}`);
  }
});

test("scopes and claims that both lack are both named", async () => {
  const { send } = gateOf({ routes: { "/api": { scope: "write", claims: { role: "admin" } } } });
  const { status, body, challenge } = await send(bearer(token()));
  assert.deepEqual(
    [status, body.code, body.claims, challenge],
    [
      403,
      "insufficient_scope",
      ["role"],
      `${CHALLENGE}, error="insufficient_scope", error_description="insufficient_claims: role", scope="write"`,
    ],
  );
});

test("a claim's name that a challenge cannot hold is in the body only", async () => {
  const { send } = gateOf({ routes: { "/api": { claims: { 'gr"öße': 1, "https://a.example/r": 1 } } } });
  const { body, challenge } = await send(bearer(token()));
  assert.deepEqual(body.claims, ['gr"öße', "https://a.example/r"]);
  assert.match(challenge, /error_description="insufficient_claims: https:\/\/a\.example\/r"$/);
});

test("numbers that were rounded, and members of prototypes, meet no demand", async (context) => {
  const { send } = gateOf({ routes: { "/api": { claims: { id: 9007199254740992 } } } });
  for (const id of ["9007199254740993", "9007199254740992"]) {
    assert.equal((await send(bearer(signed(`{"exp":4000000000,"id":${id}}`)))).status, 403, id);
  }
  const named = gateOf({ routes: { "/api": { claims: { toString: oneOf(1), role: "admin" } } } });
  context.after(() => delete Object.prototype.role);
  Object.prototype.role = "admin";
  assert.deepEqual((await named.send(bearer(token()))).body.claims.sort(), ["role", "toString"]);
});

test("public ways in have no demands; a route that could never demand is refused", () => {
  const make = (options) => createGate({ key, origin: () => new Response(), ...options });
  for (const options of [
    { publicPaths: ["/admin"], routes: { "/admin": { scope: "a" } } },
    { publicPaths: ["/admin/*"], routes: { "/admin/x": { scope: "a" } } },
    { publicPaths: ["/*"], routes: { "/admin/*": { scope: "a" } } },
    { publicPaths: ["/admin/*"], routes: { "GET /admin/*": { scope: "a" } } },
    { publicMethods: ["get"], routes: { "GET /admin": { scope: "a" } } },
    { publicMethods: ["GET"], routes: { "get /admin": { scope: "a" } } },
  ]) {
    assert.equal(
      code(() => make(options)),
      "options_invalid",
      inspect(options),
    );
  }
  make({ publicPaths: ["/health", "/static/*"], routes: { "/*": { scope: "a" } } });
  make({ publicMethods: ["GET"], routes: { "/admin": { scope: "a" } } });
});

test("a public path stays public beside routes that demand", async () => {
  const { send } = gateOf({
    publicPaths: ["/health"],
    routes: { "/*": { scope: "a" } },
    allowPreflight: true,
  });
  assert.equal((await send({}, { url: "https://site.example/health" })).status, 200);
  const preflight = { origin: "https://app.example", "access-control-request-method": "GET" };
  assert.equal((await send(preflight, { method: "OPTIONS" })).status, 200);
  assert.equal((await send(bearer(token()), { url: "https://site.example/Health" })).status, 403);
});

test("routes that are changed later are the ones that were checked", async () => {
  const routes = { "/api": { scope: ["a"], claims: { role: ["x"] } } };
  const { send } = gateOf({ routes });
  routes["/api"].scope.length = 0;
  routes["/api"].claims.role[0] = "y";
  delete routes["/api"];
  assert.equal((await send(bearer(token({ role: ["y"] })))).status, 403);
  assert.equal((await send(bearer(token({ role: ["x"], scope: "a" })))).status, 200);
});

test("wrong routes are told at once", () => {
  const demands = { scope: "a" };
  for (const routes of [
    {},
    [],
    "/admin",
    undefined,
    null,
    ...[
      "",
      "admin",
      "GET",
      "GET  /admin",
      "GET /admin ",
      " /admin",
      "GET,POST /admin",
      "G T /admin",
      "/users/:id",
      "/users/{id}",
      "/users/[id]",
      "/users/(\\d+)",
      "/users/*/roles",
      "/users*",
      "/a|b",
      "/a//b",
      "/a/../b",
      "/%61dmin",
      "/admin?x",
      "/ad min",
      "/größe",
      "https://site.example/admin",
    ].map((route) => ({ [route]: demands })),
    ...[
      undefined,
      null,
      {},
      "admin",
      { scope: [] },
      { scope: "" },
      { scope: 1 },
      { scope: undefined },
      { scope: 'a"b' },
      { claims: {} },
      { claims: [] },
      { claims: "role" },
      { claims: undefined },
      { claims: { role: undefined } },
      { claims: { role: () => 1 } },
      { claims: { list: [contains("a")] } },
      { scopes: ["a"] },
      { ...demands, audience: "a" },
    ].map((wrong) => ({ "/admin": wrong })),
  ]) {
    const refused = code(() => createGate({ key, origin: () => new Response(), routes }));
    assert.equal(refused, "options_invalid", inspect(routes));
  }
});

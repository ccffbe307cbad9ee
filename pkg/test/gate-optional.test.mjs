// With `optional`, requests without a token pass, and requests with a bad token do not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { createGate } from "jwt-wasm/edge";
import { assertRefused, bearer, CHALLENGE, gateOf, key, logged, token } from "./gate.mjs";
import { code, load } from "./support.mjs";

test("without a token the request passes without a user, and a bad token is refused", async () => {
  const { send, seen } = gateOf({
    optional: true,
    scope: "read",
    forwardClaims: { "x-user-id": "sub" },
    revocation: { isRevoked: ({ jti }) => jti === "revoked" },
  });
  for (const headers of [{}, { authorization: "Basic YTpi" }, { authorization: "Bearer" }]) {
    assert.equal((await send({ ...headers, "x-user-id": "root", x_user_id: "root" })).status, 200);
    assert.equal(seen.at(-1).verified, undefined);
    assert.equal(seen.at(-1).headers["x-user-id"], undefined);
    assert.equal(seen.at(-1).headers.x_user_id, undefined);
  }
  const passed = seen.length;
  for (const [text, status, expected] of [
    ["garbage", 401, "malformed"],
    [token({ exp: 1 }, {}), 401, "expired"],
    [token(), 403, "insufficient_scope"],
    [token({ scope: "read", jti: "revoked" }), 401, "revoked"],
    [token({ scope: "read", cnf: { jkt: "x" } }), 401, "token_bound"],
    [`${token({ scope: "read" })} x`, 400, "invalid_request"],
  ]) {
    const answer = await send(bearer(text));
    assert.deepEqual([answer.status, answer.body.code], [status, expected]);
  }
  assert.equal(seen.length, passed);
  assert.equal((await send(bearer(token({ scope: "read" })))).status, 200);
  assert.equal(seen.at(-1).verified.payload.sub, "alice");
});

test("a token in any of several places is looked at", async () => {
  const { send, seen } = gateOf({ optional: true, tokenFrom: ["bearer", { cookie: "t" }] });
  assert.equal((await send({ cookie: "u=1" })).status, 200);
  assert.equal((await send({ cookie: "t=garbage" })).status, 401);
  assert.equal((await send({ cookie: `t=${token()}` })).status, 200);
  assert.deepEqual(
    seen.map(({ verified }) => verified?.payload.sub),
    [undefined, "alice"],
  );
});

test("a route with demands refuses requests without a token", async () => {
  const { send, seen } = gateOf({ optional: true, routes: { "/api": { scope: "read" } } });
  assertRefused(await send({}), 401, "token_missing", CHALLENGE);
  assert.equal((await send({}, { url: "https://site.example/other" })).status, 200);
  assert.equal(seen.length, 1);
});

test("without a usable key it is closed to all", async () => {
  const { send, seen } = gateOf({ keyFromEnv: () => "no key", optional: true });
  await logged(async () => assert.equal((await send({})).status, 500));
  assert.equal(seen.length, 0);
});

test("it is true or false", () => {
  for (const optional of [1, "true", null, undefined]) {
    const make = () => createGate({ key, origin: () => new Response(), optional });
    assert.equal(code(make), "options_invalid");
  }
});

test("something that an origin could take for a token is refused like a bad token", async () => {
  const { optional: cases } = load("reports/gate-lookalikes.json");
  for (const { from, headers, status } of cases) {
    const filled = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replaceAll("{token}", token())]),
    );
    const told = inspect({ from, headers });
    const { send, seen } = gateOf({ optional: true, tokenFrom: from });
    assert.equal((await send(filled)).status, status, told);
    assert.equal(seen.length, status === 200 ? 1 : 0, told);
    // Without `optional`, the same request counts as one without a token.
    const needed = await gateOf({ tokenFrom: from }).send(filled);
    if ("authorization" in headers) assert.equal(needed.status, 400, told);
    else assert.equal(needed.body.code, "token_missing", told);
  }
});

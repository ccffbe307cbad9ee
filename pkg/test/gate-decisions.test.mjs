// The gate's decisions, asked for with real requests. tests/worker asks the gate in real workerd.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwks, remoteJwks } from "jwt-wasm";
import { memoryStore } from "jwt-wasm/issuer";
import { assertRefused, bearer, CHALLENGE, gateOf, logged, token } from "./gate.mjs";
import { load, signed } from "./support.mjs";

test("a bad token is refused with its code and nothing more", async () => {
  const { send, seen } = gateOf({ audience: "api", claims: { token_type: "access" } });
  const good = token({ aud: "api", token_type: "access" });
  assert.equal((await send(bearer(good))).status, 200);
  for (const [text, expected] of [
    [`${good.slice(0, -3)}AAA`, "signature_invalid"],
    [token({ aud: "api", exp: 1 }, {}), "expired"],
    [token({ aud: "other" }), "claim_mismatch"],
    [token({ aud: "api", token_type: "refresh" }), "claim_mismatch"],
    ["abc", "malformed"],
    [`${"a".repeat(65_536)}`, "too_large"],
    ["a.b.c.d.e", "encrypted"],
    [`eyJhbGciOiJub25lIn0.${good.split(".")[1]}.`, "algorithm_not_allowed"],
  ]) {
    const answer = await send(bearer(text));
    assertRefused(
      answer,
      401,
      expected,
      `${CHALLENGE}, error="invalid_token", error_description="${expected}"`,
    );
    assert.deepEqual(Object.keys(answer.body), ["title", "status", "code"]);
  }
  assert.equal(seen.length, 1);
  const debug = gateOf({ debug: true });
  assert.match((await debug.send(bearer(token({ exp: 1 }, {})))).body.detail, /expired/);
});

test("scopes, as text or as a list, in scope or in scp", async () => {
  const { send, seen } = gateOf({ scope: ["read", "write"] });
  for (const { claims, code } of load("reports/gate-claims.json").scopes) {
    const before = seen.length;
    const answer = await send(bearer(token(claims)));
    const spelled = JSON.stringify(claims);
    if (code === null) assert.equal(answer.status, 200, spelled);
    else assert.equal(answer.body.code, code, spelled);
    assert.equal(seen.length, before + (code === null ? 1 : 0), spelled);
  }
  const lacking = `${CHALLENGE}, error="insufficient_scope", scope="read write"`;
  assertRefused(await send(bearer(token({ scope: "read" }))), 403, "insufficient_scope", lacking);
  const unreadable = `${CHALLENGE}, error="invalid_token", error_description="claim_invalid"`;
  assertRefused(await send(bearer(token({ scope: 1 }))), 401, "claim_invalid", unreadable);
});

test("without demanded scopes, the claims that grant them are not looked at", async () => {
  assert.equal((await gateOf().send(bearer(token({ scope: 1, scp: null })))).status, 200);
});

test("scopes on the prototype of all objects grant nothing", async (context) => {
  const { send } = gateOf({ scope: "read" });
  context.after(() => delete Object.prototype.scope);
  Object.prototype.scope = "read";
  assert.equal((await send(bearer(token()))).status, 403);
});

test("options that change after the gate was made change nothing", async () => {
  const scope = ["admin"];
  const tokenFrom = { cookie: "a" };
  const { send } = gateOf({ scope, tokenFrom });
  scope.length = 0;
  tokenFrom.cookie = "b";
  const good = token();
  assert.equal((await send({ cookie: `a=${good}` })).status, 403);
  assert.equal((await send({ cookie: `b=${good}` })).status, 401);
});

test("a revoked token, and a store that has the bindings of the request", async () => {
  const isRevoked = async ({ jti }, { revoked }) => revoked.has(jti);
  const { send, seen } = gateOf({ revocation: { isRevoked } });
  const env = { revoked: new Set(["b"]) };
  assert.equal((await send(bearer(token({ jti: "a" })), { env })).status, 200);
  const challenge = `${CHALLENGE}, error="invalid_token", error_description="revoked"`;
  assertRefused(await send(bearer(token({ jti: "b" })), { env }), 401, "revoked", challenge);
  assert.equal(seen.length, 1);
  const instant = gateOf({ revocation: { isRevoked: ({ jti }) => jti === "b" } });
  assert.equal((await instant.send(bearer(token({ jti: "a" })))).status, 200);
  assert.equal((await instant.send(bearer(token({ jti: "b" })))).status, 401);
});

test("a store that fails, does not answer or hangs lets no request pass", async (context) => {
  const stores = {
    throws() {
      throw new Error("down");
    },
    rejects: async () => Promise.reject(new Error("down")),
    "gives undefined": () => undefined,
    "gives what it found": async () => null,
    "gives text": () => "false",
    hangs: () => new Promise(() => {}),
  };
  await logged(async (lines) => {
    for (const [name, isRevoked] of Object.entries(stores)) {
      if (name === "hangs") context.mock.timers.enable({ apis: ["setTimeout"] });
      const { send, seen } = gateOf({ revocation: { isRevoked } });
      const sent = send(bearer(token()));
      await new Promise(setImmediate);
      if (name === "hangs") context.mock.timers.tick(5000);
      const { status, body, challenge, retry } = await sent;
      assert.deepEqual(
        [status, body.code, challenge, retry],
        [503, "revocation_unavailable", null, "5"],
        name,
      );
      assert.match(lines().at(-1), /revocation_unavailable/);
      assert.equal(seen.length, 0);
    }
  });
});

test("a token that cannot be looked up in the store is at fault, and not the store", async () => {
  const { send, seen } = gateOf({ revocation: memoryStore() });
  for (const [claims, expected] of [
    [{}, "claim_missing"],
    [{ jti: "a", sid: 7 }, "claim_invalid"],
  ]) {
    const challenge = `${CHALLENGE}, error="invalid_token", error_description="${expected}"`;
    assertRefused(await send(bearer(token(claims))), 401, expected, challenge);
  }
  assert.equal(seen.length, 0);
  assert.equal((await send(bearer(token({ jti: "a" })))).status, 200);
});

test("a store is asked of no session but the one that the token names", async () => {
  const asked = [];
  const isRevoked = ({ sid }) => asked.push(sid) < 0;
  const { send } = gateOf({ revocation: { isRevoked } });
  for (const [sid, status] of [
    ["42", 200],
    ["9007199254740993", 401],
    ["1e21", 401],
    ["1.0", 401],
    ['"9007199254740993"', 200],
    ["null", 200],
  ]) {
    const answer = await send(bearer(signed(`{"exp":4000000000,"sid":${sid}}`)));
    assert.equal(answer.status, status, sid);
    if (status === 401) assert.equal(answer.body.code, "claim_invalid");
  }
  assert.deepEqual(asked, [42, "9007199254740993", null]);
  // A `jti` must be text: a number could be rounded, and then name another token.
  const answer = await send(bearer(signed('{"exp":4000000000,"jti":9007199254740993}')));
  assert.equal(answer.body.code, "claim_invalid");
});

test("a token that is bad anyway is not a question for the store", async () => {
  let asked = 0;
  const { send } = gateOf({ scope: "read", revocation: { isRevoked: () => ++asked > 0 } });
  assert.equal((await send(bearer(token({ exp: 1 }, {})))).body.code, "expired");
  assert.equal((await send(bearer(token()))).status, 403);
  assert.equal(asked, 0);
});

test("onReject gets the refusal, and may answer", async () => {
  const told = [];
  const { send } = gateOf({
    onReject(refusal, request) {
      told.push([refusal.status, refusal.code, new URL(request.url).pathname]);
      return refusal.code === "expired" ? new Response("again", { status: 302 }) : undefined;
    },
  });
  assert.equal((await send(bearer(token({ exp: 1 }, {})))).status, 302);
  assert.equal((await send()).status, 401);
  assert.deepEqual(told, [
    [401, "expired", "/api"],
    [401, "token_missing", "/api"],
  ]);
});

test("the result of onReject is sent only if it is a response", async () => {
  const told = [];
  for (const onReject of [
    (refusal) => told.push(refusal),
    () => true,
    async () => "no",
    () => ({ status: 200 }),
  ]) {
    assertRefused(await gateOf({ onReject }).send(), 401, "token_missing", CHALLENGE);
  }
  assert.equal(told.length, 1);
});

test("an onReject that fails leaves the gate's own answer", async () => {
  const fails = {
    throws() {
      throw new Error("broken");
    },
    rejects: () => Promise.reject(new Error("broken")),
  };
  await logged(async (lines) => {
    for (const onReject of Object.values(fails)) {
      const { send, seen } = gateOf({ onReject });
      assertRefused(await send(), 401, "token_missing", CHALLENGE);
      assert.match(lines().at(-1), /onReject failed: Error: broken/);
      assert.equal(seen.length, 0);
    }
  });
});

test("an onReject that hangs leaves the gate's own answer, after 5 seconds", async (context) => {
  await logged(async (lines) => {
    const { send } = gateOf({ onReject: () => new Promise(() => {}) });
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const sent = send();
    await new Promise(setImmediate);
    context.mock.timers.tick(5000);
    assertRefused(await sent, 401, "token_missing", CHALLENGE);
    assert.match(lines().at(-1), /onReject failed: .*within 5 s/);
  });
});

test("keys that cannot be fetched are the gate's fault and not the token's", async () => {
  await logged(async () => {
    const fetch = async () => new Response(null, { status: 500 });
    const { send, seen } = gateOf({ key: remoteJwks("https://down.example/jwks", { fetch }) });
    const { status, body, challenge, retry } = await send(bearer(token()));
    assert.deepEqual([status, body.code, challenge, retry], [503, "jwks_unavailable", null, "5"]);
    const empty = gateOf({ key: jwks({ keys: [] }) });
    assert.equal((await empty.send(bearer(token()))).body.code, "key_not_found");
    assert.equal(seen.length, 0);
  });
});

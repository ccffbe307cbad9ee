// The gate's decisions, asked with real requests; that they hold in real workerd is tests/worker's to show.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwks, remoteJwks } from "jwt-wasm";
import { memoryStore } from "jwt-wasm/issuer";
import { assertRefused, bearer, gateOf, logged, token } from "./gate.mjs";

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
    assertRefused(answer, 401, expected, `Bearer error="invalid_token", error_description="${expected}"`);
    assert.deepEqual(Object.keys(answer.body), ["title", "status", "code"]);
  }
  assert.equal(seen.length, 1);
  const debug = gateOf({ debug: true });
  assert.match((await debug.send(bearer(token({ exp: 1 }, {})))).body.detail, /expired/);
});

test("scopes, as text or as a list", async () => {
  const { send } = gateOf({ scope: ["read", "write"] });
  for (const claims of [{ scope: "write read" }, { scp: ["read", "write"] }, { scp: "read write x" }]) {
    assert.equal((await send(bearer(token(claims)))).status, 200);
  }
  const challenge = 'Bearer error="insufficient_scope", scope="read write"';
  for (const claims of [
    {},
    { scope: "read" },
    { scope: "readwrite" },
    { scope: ["read", "write"] },
    { scope: "", scp: ["read", "write"] },
    { scp: [["read", "write"]] },
    { scope: { read: 1, write: 1 } },
  ]) {
    assertRefused(await send(bearer(token(claims))), 403, "insufficient_scope", challenge);
  }
});

test("what was checked is what is used: options changed later change nothing", async () => {
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
  const challenge = 'Bearer error="invalid_token", error_description="revoked"';
  assertRefused(await send(bearer(token({ jti: "b" })), { env }), 401, "revoked", challenge);
  assert.equal(seen.length, 1);
  const instant = gateOf({ revocation: { isRevoked: ({ jti }) => jti === "b" } });
  assert.equal((await instant.send(bearer(token({ jti: "a" })))).status, 200);
  assert.equal((await instant.send(bearer(token({ jti: "b" })))).status, 401);
});

test("a store that fails, gives no answer or hangs lets nobody in", async (context) => {
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
    const challenge = `Bearer error="invalid_token", error_description="${expected}"`;
    assertRefused(await send(bearer(token(claims))), 401, expected, challenge);
  }
  assert.equal(seen.length, 0);
  assert.equal((await send(bearer(token({ jti: "a" })))).status, 200);
});

test("a token that is bad anyway is no question for the store", async () => {
  let asked = 0;
  const { send } = gateOf({ scope: "read", revocation: { isRevoked: () => ++asked > 0 } });
  assert.equal((await send(bearer(token({ exp: 1 }, {})))).body.code, "expired");
  assert.equal((await send(bearer(token()))).status, 403);
  assert.equal(asked, 0);
});

test("onReject is told, and may answer", async () => {
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

test("what onReject gives is answered only if it is a response", async () => {
  const told = [];
  for (const onReject of [
    (refusal) => told.push(refusal),
    () => true,
    async () => "no",
    () => ({ status: 200 }),
  ]) {
    assertRefused(await gateOf({ onReject }).send(), 401, "token_missing", "Bearer");
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
      assertRefused(await send(), 401, "token_missing", "Bearer");
      assert.match(lines().at(-1), /onReject failed: Error: broken/);
      assert.equal(seen.length, 0);
    }
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

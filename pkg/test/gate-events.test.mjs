// `onDecision` gets each decision, and cannot change it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { jwk, jwks, trustedIssuers } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { assertRefused, bearer, CHALLENGE, gateOf, key, logged, token } from "./gate.mjs";
import { code, SECRET } from "./support.mjs";

const k = Buffer.from(SECRET).toString("base64url");
const NAMED = jwk({ kty: "oct", k, alg: "HS256", kid: "k1" });

function watched(options) {
  const told = [];
  const onDecision = (decision, request, env) => {
    told.push({ decision, path: new URL(request.url).pathname, env });
  };
  const made = gateOf({ onDecision, ...options });
  const last = () => {
    const { startTime, durationMs, verifyMs, ...rest } = told.at(-1).decision;
    assert.ok(durationMs >= 0 && durationMs < 10_000);
    assert.equal(verifyMs !== undefined, "alg" in rest);
    if (verifyMs !== undefined) assert.ok(verifyMs >= 0 && verifyMs <= durationMs);
    assert.ok(Math.abs(Date.now() - startTime) < 10_000);
    return rest;
  };
  return { ...made, told, last };
}

test("each outcome, with the facts that it has", async () => {
  const { send, told, last } = watched({ publicPaths: ["/health"], optional: true, scope: "read" });
  const health = { url: "https://site.example/health?x" };
  await send(bearer("secret.token.x"), health);
  assert.deepEqual(last(), { outcome: "public" });
  await send({});
  assert.deepEqual(last(), { outcome: "anonymous" });
  await send(bearer(token({ scope: "read", iss: "https://i.example" })), { env: 7 });
  assert.deepEqual(last(), { outcome: "passed", alg: "HS256", issuer: "https://i.example" });
  assert.deepEqual([told.at(-1).path, told.at(-1).env], ["/api", 7]);
  await send(bearer(token({ exp: 1, iss: "https://i.example" }, {})));
  assert.deepEqual(last(), { outcome: "refused", status: 401, code: "expired" });
  await send(bearer(token()));
  assert.deepEqual(last(), { outcome: "refused", status: 403, code: "insufficient_scope", alg: "HS256" });
  await send(bearer("a b"));
  assert.deepEqual(last(), { outcome: "refused", status: 400, code: "invalid_request" });
  assert.equal(told.length, 6);
});

test("the key and the issuer, those that are not known as well", async () => {
  const issuer = "https://issuer.example";
  const { send, last } = watched({ key: trustedIssuers([{ issuer, key: NAMED }]) });
  await send(bearer(token({ iss: issuer }, { expiresIn: 60, kid: "k1" })));
  assert.deepEqual(last(), { outcome: "passed", alg: "HS256", kid: "k1", issuer });
  await send(bearer(token({ iss: "https://evil.example" })));
  const unknown = { outcome: "refused", status: 401, code: "issuer_unknown" };
  assert.deepEqual(last(), { ...unknown, issuer: "https://evil.example" });
  await send(bearer(token({ iss: "x".repeat(1000) })));
  assert.deepEqual(last(), unknown);
  const remote = watched({ key: jwks({ keys: [] }) });
  await remote.send(bearer(token({}, { expiresIn: 60, kid: "k7" })));
  assert.deepEqual(remote.last(), { outcome: "refused", status: 401, code: "key_not_found", kid: "k7" });
});

test("a decision contains neither a token nor a part of one", async () => {
  const { send, told } = watched({ revocation: { isRevoked: ({ jti }) => jti === "revoked" } });
  const texts = [
    token({ jti: "a" }),
    token({ jti: "revoked" }),
    token({ exp: 1 }, {}),
    `${token()}x`,
    "x".repeat(99),
  ];
  for (const text of texts) await send(bearer(text));
  assert.equal(told.length, texts.length);
  const all = inspect(told.map(({ decision }) => decision));
  for (const text of texts) for (const part of text.split(".")) assert.ok(!all.includes(part));
});

test("a listener that fails changes nothing, and is logged", async () => {
  const fails = {
    throws() {
      throw new Error("broken");
    },
    rejects: () => Promise.reject(new Error("broken")),
    async "throws later"() {
      await null;
      throw new Error("broken");
    },
  };
  for (const [name, onDecision] of Object.entries(fails)) {
    await logged(async (lines) => {
      const { send } = gateOf({ onDecision, publicPaths: ["/health"] });
      assert.equal((await send(bearer(token()))).status, 200, name);
      assert.equal((await send({}, { url: "https://site.example/health" })).status, 200, name);
      assertRefused(await send(), 401, "token_missing", CHALLENGE);
      await new Promise(setImmediate);
      assert.deepEqual(lines(), Array(3).fill("jwt-wasm gate: onDecision failed: Error: broken"), name);
    });
  }
});

test("the gate does not wait for a listener, which may go on after the answer", async () => {
  const waited = [];
  const context = { waitUntil: (promise) => waited.push(promise) };
  const { send } = gateOf({ onDecision: () => new Promise(() => {}) });
  assert.equal((await send(bearer(token()), { context })).status, 200);
  assert.equal(waited.length, 1);
});

test("the result of a listener is not an answer", async () => {
  const { send } = gateOf({ onDecision: () => new Response("mine") });
  assertRefused(await send(), 401, "token_missing", CHALLENGE);
});

test("it is a function", () => {
  for (const onDecision of [1, {}, null, undefined, "log"]) {
    const make = () => createGate({ key, origin: () => new Response(), onDecision });
    assert.equal(code(make), "options_invalid");
  }
});

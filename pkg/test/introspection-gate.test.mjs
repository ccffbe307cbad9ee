// The gate's demands apply to opaque tokens as well, in every adapter.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { inspect } from "node:util";
import { Hono } from "hono";
import { jwks, secretKey, signSync, thumbprint } from "jwt-wasm";
import { createDpopProof, memoryReplay } from "jwt-wasm/dpop";
import { introspection } from "jwt-wasm/edge";
import { jwtGate as expressGate } from "jwt-wasm/express";
import { jwtGate as honoGate } from "jwt-wasm/hono";
import { keyRing } from "jwt-wasm/issuer";
import { ACTIVE, api, CLIENT, setUp } from "./introspection.mjs";
import { SECRET } from "./support.mjs";

const here = setUp();

test("a server that gives out no JWTs has no keys, and a JWT is refused there", async () => {
  const { ask } = api(here.server.url, {}, { key: jwks({ keys: [] }) });
  assert.equal((await ask("opaque")).status, 200);
  const jwt = signSync({ sub: "a" }, secretKey(SECRET, "HS256"), { expiresIn: 60 });
  assert.deepEqual([(await ask(jwt)).status, here.server.asked.length], [401, 1]);
});

test("the middleware for Hono and Express asks as the gate does", async () => {
  const options = {
    key: secretKey(SECRET, "HS256"),
    introspection: introspection({ endpoint: here.server.url, ...CLIENT }),
  };
  const hono = new Hono();
  hono.use(honoGate(options));
  hono.get("/", (c) => c.json(c.get("jwt").payload));
  const gate = expressGate(options);
  const http = createServer((request, response) =>
    gate(request, response, () => response.end(JSON.stringify(request.jwt.payload))),
  );
  await new Promise((listening) => http.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${http.address().port}/`;
  const init = (token) => ({ headers: { authorization: `Bearer ${token}` } });
  for (const send of [(...args) => hono.request("/", ...args), (...args) => fetch(url, ...args)]) {
    here.answer = () => ACTIVE;
    assert.equal((await (await send(init("opaque"))).json()).sub, "user-42");
    here.answer = () => ({ active: false });
    const refused = await send(init("another"));
    assert.deepEqual([refused.status, (await refused.json()).code], [401, "token_inactive"]);
  }
  http.close();
});

test("the gate's demands on claims apply to the answer", async () => {
  const now = Math.floor(Date.now() / 1000);
  const demands = { issuer: "https://issuer.example", audience: "api", requiredClaims: ["sub"] };
  const good = {
    ...ACTIVE,
    iss: "https://issuer.example",
    aud: ["other", "api"],
    exp: now + 60,
    scope: "a b",
  };
  for (const [answered, gate, expected] of [
    [good, demands, "200"],
    [{ ...good, exp: undefined }, demands, "200"],
    [{ ...good, iss: "https://other.example" }, demands, "401 claim_mismatch"],
    [{ ...good, iss: undefined }, demands, "401 claim_missing"],
    [{ ...good, aud: "other" }, demands, "401 claim_mismatch"],
    [{ ...good, aud: undefined }, demands, "401 claim_missing"],
    [{ ...good, sub: undefined }, demands, "401 claim_missing"],
    [{ ...good, exp: now - 1 }, demands, "401 expired"],
    [{ ...good, nbf: now + 60 }, demands, "401 not_yet_valid"],
    [good, {}, "401 claim_mismatch"],
    [good, { audience: false }, "200"],
    [good, { ...demands, claims: { client_id: "web" } }, "401 claim_missing"],
    [good, { ...demands, scope: "a b" }, "200"],
    [good, { ...demands, scope: "c" }, "403 insufficient_scope"],
    [good, { ...demands, maxAge: 60 }, "401 claim_missing"],
    [{ ...good, iat: now - 100 }, { ...demands, maxAge: 60 }, "401 too_old"],
    // Options about a JWT's header and form have no meaning for an opaque token.
    [good, { ...demands, algorithms: ["HS256"], typ: "at+jwt", cache: 10, maxTokenLength: 100 }, "200"],
    [good, { ...demands, profile: "access_token" }, "401 claim_missing"],
    [{ ...good, iat: now, jti: "a", client_id: "web" }, { ...demands, profile: "access_token" }, "200"],
  ]) {
    here.answer = () => answered;
    assert.equal(await here.told("opaque", {}, gate), expected, inspect([answered, gate]));
  }
  here.answer = () => ({ ...good, aud: undefined });
  assert.equal(await here.told("opaque", { audience: false }, demands), "200");
  assert.equal(await here.told("opaque", { audience: "else" }, demands), "401 claim_missing");
});

test("integers beyond 2^53 are not rounded on their way to the origin", async () => {
  here.answer = () => '{"active":true,"token_type":"Bearer","sub":"a","user_id":9007199254740993}';
  assert.equal(
    await here.told("opaque", {}, { forwardClaims: { "x-user-id": "user_id" } }),
    "401 claim_invalid",
  );
  here.answer = () => '{"active":true,"token_type":"Bearer","sub":"a","user_id":42}';
  assert.equal(await here.told("opaque", {}, { forwardClaims: { "x-user-id": "user_id" } }), "200");
});

test("an opaque token that is bound to a key needs the proof, and the proof names that token", async () => {
  const ring = keyRing([], { publishAhead: 0, retireAfter: 0 });
  await ring.rotate();
  const key = ring.signingKey();
  const jkt = thumbprint(ring.jwks().keys[0]);
  here.answer = () => ({ ...ACTIVE, token_type: "DPoP", cnf: { jkt } });
  const { ask } = api(here.server.url, {}, { dpop: { replay: memoryReplay() } });
  const proof = (accessToken) =>
    createDpopProof({ key, htm: "GET", htu: "https://api.example/", accessToken });
  const send = async (scheme, token, dpop) =>
    ask(token, { authorization: `${scheme} ${token}`, ...(dpop === undefined ? {} : { dpop }) });
  assert.equal((await send("DPoP", "opaque", await proof("opaque"))).sub, "user-42");
  for (const [scheme, token, dpop] of [
    ["DPoP", "opaque", undefined],
    ["DPoP", "opaque", await proof("other")],
    ["DPoP", "other", await proof("opaque")],
    ["Bearer", "opaque", await proof("opaque")],
    ["Bearer", "opaque", undefined],
  ]) {
    assert.equal((await send(scheme, token, dpop)).status, 401, inspect([scheme, token]));
  }
});

test("a token that is bound to a certificate needs that one", async () => {
  const thumbprintOf = (text) => Buffer.alloc(32, text).toString("base64url");
  here.answer = () => ({ ...ACTIVE, cnf: { "x5t#S256": thumbprintOf("a") } });
  for (const [shown, expected] of [
    [thumbprintOf("a"), "200"],
    [thumbprintOf("b"), "401 token_bound"],
    [undefined, "401 token_bound"],
  ]) {
    assert.equal(await here.told("opaque", {}, { certificateThumbprint: () => shown }), expected);
  }
});

test("a token that is asked for meets routes, revocation and decisions as a JWT does", async () => {
  const decisions = [];
  const gone = new Set();
  here.answer = ({ body }) => ({ ...ACTIVE, scope: "read", jti: body.token, iss: "https://issuer.example" });
  const { ask } = api(
    here.server.url,
    {},
    {
      routes: { "GET /": { scope: "read", claims: { sub: "user-42" } } },
      revocation: { isRevoked: ({ jti }) => gone.has(jti) },
      onDecision: (decision) => decisions.push(decision),
    },
  );
  assert.equal((await ask("opaque-1")).status, 200);
  gone.add("opaque-1");
  assert.equal((await ask("opaque-1")).code, "revoked");
  here.answer = () => ({ active: false });
  assert.equal((await ask("opaque-2")).code, "token_inactive");
  const told = decisions.map(({ outcome, status, code, issuer }) => ({ outcome, status, code, issuer }));
  assert.deepEqual(told, [
    { outcome: "passed", status: undefined, code: undefined, issuer: "https://issuer.example" },
    { outcome: "refused", status: 401, code: "revoked", issuer: "https://issuer.example" },
    { outcome: "refused", status: 401, code: "token_inactive", issuer: undefined },
  ]);
  assert.doesNotMatch(inspect(decisions), /opaque/);
});

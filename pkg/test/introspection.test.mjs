// Tokens that are not JWTs: what the authorization server is asked, and what is made of its answers.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { inspect } from "node:util";
import { decode, jwk, secretKey, signSync, thumbprint } from "jwt-wasm";
import { createDpopProof, memoryReplay } from "jwt-wasm/dpop";
import { createGate, introspection } from "jwt-wasm/edge";
import { keyRing } from "jwt-wasm/issuer";
import { ACTIVE, api, CLIENT, endpoint } from "./introspection.mjs";
import { code, NOW, SECRET } from "./support.mjs";

let server;
let answer;
beforeEach(async () => {
  answer = () => ACTIVE;
  server = await endpoint((...args) => answer(...args));
  mock.method(console, "error", () => {});
});
afterEach(() => {
  server.close();
  mock.restoreAll();
  mock.timers.reset();
});

const told = async (token, options, gateOptions) => {
  const { status, code: name } = await api(server.url, options, gateOptions).ask(token);
  return [status, name].filter(Boolean).join(" ");
};

test("an opaque token is asked for once, with the gate's own credentials, and a JWT is not", async () => {
  const { ask } = api(server.url, {}, { forwardClaims: { "x-user-id": "sub" } });
  for (let round = 0; round < 3; round += 1) {
    const { status, sub, told: header } = await ask("opaque-1");
    assert.deepEqual([status, sub, header], [200, "user-42", "user-42"]);
  }
  const jwt = signSync({ sub: "a" }, secretKey(SECRET, "HS256"), { expiresIn: 60 });
  assert.equal((await ask(jwt)).status, 200);
  assert.equal((await ask(`${jwt}x`)).code, "signature_invalid");
  const [{ method, headers, body }, ...others] = server.asked;
  assert.deepEqual(others, []);
  assert.equal(method, "POST");
  assert.deepEqual(body, { token: "opaque-1", token_type_hint: "access_token" });
  assert.equal(headers.accept, "application/json");
  assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
  // RFC 6749 §2.3.1: encoded as a form before it is put together.
  const pair = "api:a+secret%3A+of+the+tests%2C+%C3%BC";
  assert.equal(headers.authorization, `Basic ${Buffer.from(pair).toString("base64")}`);
});

test("the gate proves its identity by private_key_jwt, with a new assertion for each request", async () => {
  const ring = keyRing([], { publishAhead: 0, retireAfter: 60 });
  await ring.rotate();
  const own = { endpoint: server.url, clientId: "api" };
  for (const privateKeyJwt of [
    { key: ring, audience: "https://issuer.example" },
    { key: ring.signingKey(), audience: "https://issuer.example" },
    (env) => ({ key: env.ring, audience: "https://issuer.example" }),
  ]) {
    const gate = createGate({
      key: secretKey(SECRET, "HS256"),
      introspection: introspection({ ...own, privateKeyJwt }),
      origin: () => new Response("in"),
    });
    const headers = { authorization: "Bearer opaque" };
    assert.equal((await gate(new Request("https://api.example/", { headers }), { ring })).status, 200);
  }
  const seen = server.asked.map(({ headers, body }) => {
    assert.equal(headers.authorization, undefined);
    assert.equal(body.client_id, "api");
    assert.equal(body.client_assertion_type, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const { payload } = decode(body.client_assertion);
    assert.deepEqual([payload.iss, payload.sub, payload.aud], ["api", "api", "https://issuer.example"]);
    return payload.jti;
  });
  assert.equal(new Set(seen).size, 3);
});

test("secrets come from the bindings of each request", async () => {
  const { ask } = api(server.url, { clientSecret: (env) => env.SECRET, cache: false });
  const headers = { authorization: "Bearer opaque" };
  await ask("", headers, { SECRET: "one" });
  await ask("", headers, { SECRET: "two" });
  const sent = server.asked.map(({ headers }) => atob(headers.authorization.slice(6)));
  assert.deepEqual(sent, ["api:one", "api:two"]);
  assert.equal((await ask("", headers, {})).status, 500);
  assert.equal((await ask("", headers, undefined)).status, 500);
});

test("what is not active is refused, and so is a token that is not an access token", async () => {
  for (const [answered, expected] of [
    [{ active: false }, "401 token_inactive"],
    [{ active: false, sub: "user-42", token_type: "Bearer" }, "401 token_inactive"],
    [{ active: true, sub: "user-42" }, "401 claim_missing"],
    [{ ...ACTIVE, token_type: "refresh_token" }, "401 claim_mismatch"],
    [{ ...ACTIVE, token_type: 1 }, "401 claim_mismatch"],
    [{ ...ACTIVE, token_type: null }, "401 claim_mismatch"],
    [{ ...ACTIVE, token_type: "DPoP" }, "401 claim_missing"],
    [{ ...ACTIVE, token_type: "DPoP", cnf: { jkt: "x" } }, "401 token_bound"],
    [{ ...ACTIVE, cnf: { jkt: "x" } }, "401 token_bound"],
    [{ ...ACTIVE, cnf: { unknown: "x" } }, "401 token_bound"],
    [{ ...ACTIVE, token_type: "bearer" }, "200"],
  ]) {
    answer = () => answered;
    assert.equal(await told("opaque"), expected, inspect(answered));
  }
  answer = () => ({ active: true, sub: "user-42" });
  assert.equal(await told("opaque", { requireTokenType: false }), "200");
});

test("what the gate demands of claims holds for the answer", async () => {
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
    // Of a JWT's header and form, which there are none of.
    [good, { ...demands, algorithms: ["HS256"], typ: "at+jwt", cache: 10, maxTokenLength: 100 }, "200"],
    [good, { ...demands, profile: "access_token" }, "401 claim_missing"],
    [{ ...good, iat: now, jti: "a", client_id: "web" }, { ...demands, profile: "access_token" }, "200"],
  ]) {
    answer = () => answered;
    assert.equal(await told("opaque", {}, gate), expected, inspect([answered, gate]));
  }
  answer = () => ({ ...good, aud: undefined });
  assert.equal(await told("opaque", { audience: false }, demands), "200");
  assert.equal(await told("opaque", { audience: "else" }, demands), "401 claim_missing");
});

test("integers beyond 2^53 are not rounded on their way to the origin", async () => {
  answer = () => '{"active":true,"token_type":"Bearer","sub":"a","user_id":9007199254740993}';
  assert.equal(await told("opaque", {}, { forwardClaims: { "x-user-id": "user_id" } }), "401 claim_invalid");
  answer = () => '{"active":true,"token_type":"Bearer","sub":"a","user_id":42}';
  assert.equal(await told("opaque", {}, { forwardClaims: { "x-user-id": "user_id" } }), "200");
});

test("an answer that is not one lets nobody in", async () => {
  for (const answered of [
    "",
    "null",
    "[]",
    "true",
    '"active"',
    "no JSON",
    "<html>",
    "{}",
    '{"active":"true"}',
    '{"active":1}',
    '{"active":null}',
    '{"__proto__":{"active":true}}',
    '{"active":false,"active":true,"token_type":"Bearer"}',
    '{"active":true,"token_type":"Bearer","sub":"a","sub":"b"}',
    '{"active":true,"token_type":"Bearer","exp":"soon"}',
    '{"active":true,"token_type":"Bearer","sub":1}',
    '{"active":true,"token_type":"Bearer","exp":1700000000000}',
    `\ufeff${JSON.stringify(ACTIVE)}`,
    `${JSON.stringify(ACTIVE)}x`,
    `{"active":true,"token_type":"Bearer","x":${"[".repeat(40)}${"]".repeat(40)}}`,
  ]) {
    answer = () => answered;
    assert.equal(await told("opaque"), "503 introspection_unavailable", answered);
  }
  answer = (_, response) => void response.writeHead(200).end(Buffer.of(0x7b, 0xff, 0x7d));
  assert.equal(await told("opaque"), "503 introspection_unavailable");
});

test("an endpoint that is down, slow, endless, elsewhere or cross lets nobody in", async () => {
  const refused = "503 introspection_unavailable";
  for (const status of [201, 204, 400, 401, 403, 404, 429, 500, 503]) {
    answer = (_, response) =>
      void response.writeHead(status).end(status === 204 ? "" : JSON.stringify(ACTIVE));
    assert.equal(await told("opaque"), refused, `status ${status}`);
  }
  answer = (_, response) => void response.writeHead(400).end('{"error":"unsupported_token_type"}');
  assert.equal(await told("opaque"), "401 token_inactive");
  answer = (_, response) => void response.writeHead(401).end('{"error":"unsupported_token_type"}');
  assert.equal(await told("opaque"), refused);
  for (const body of ["null", "{}", '{"error":"invalid_request"}', "unsupported_token_type"]) {
    answer = (_, response) => void response.writeHead(400).end(body);
    assert.equal(await told("opaque"), refused, body);
  }
  server.asked.length = 0;
  for (const status of [301, 302, 303, 307, 308]) {
    answer = (_, response) => void response.writeHead(status, { location: "/elsewhere" }).end();
    assert.equal(await told("opaque"), refused, `status ${status}`);
  }
  // No redirect was followed.
  assert.equal(server.asked.length, 5);
  answer = () => new Promise(() => {});
  assert.equal(await told("opaque", { timeout: 0.05 }), refused);
  answer = (_, response) => void response.writeHead(200).write('{"active":');
  assert.equal(await told("opaque", { timeout: 0.05 }), refused);
  answer = () => ({ ...ACTIVE, more: "x".repeat(2000) });
  assert.equal(await told("opaque", { maxBytes: 1000 }), refused);
  answer = (_, response) => void response.destroy();
  assert.equal(await told("opaque"), refused);
  const { url } = server;
  server.close();
  const { status, headers } = await api(url).ask("opaque");
  assert.equal(status, 503);
  assert.equal(headers.get("retry-after"), "5");
  assert.equal(headers.get("www-authenticate"), null);
});

test("failures are not kept, and answers are: for their time, never beyond exp, and not too many", async () => {
  mock.timers.enable({ apis: ["Date"], now: NOW * 1000 });
  const { ask } = api(server.url, { cache: { maxAge: 30, maxEntries: 3 } });
  const count = async (act) => {
    const before = server.asked.length;
    await act();
    return server.asked.length - before;
  };
  answer = (_, response) => void response.writeHead(500).end();
  assert.equal((await ask("a")).status, 503);
  answer = () => ({ ...ACTIVE, exp: "soon" });
  assert.equal(await count(() => ask("a")), 1);
  answer = () => ({ ...ACTIVE, exp: NOW + 50 });
  assert.equal(await count(() => ask("a")), 1);
  mock.timers.tick(29_000);
  assert.equal(await count(() => ask("a")), 0);
  mock.timers.tick(1000);
  assert.equal(await count(() => ask("a")), 1);
  // It is kept until 50, not 60.
  mock.timers.tick(19_000);
  assert.equal(await count(() => ask("a")), 0);
  mock.timers.tick(1000);
  assert.equal(await count(async () => assert.equal((await ask("a")).code, "expired")), 1);
  answer = () => ACTIVE;
  for (const token of ["b", "c", "d", "e"]) assert.equal(await count(() => ask(token)), 1);
  assert.equal(await count(() => ask("e")), 0);
  assert.equal(await count(() => ask("b")), 1);
  // A flood of what is not active drives nothing out.
  answer = () => ({ active: false });
  for (let index = 0; index < 50; index += 1) await ask(`x${index}`);
  assert.equal(await count(() => ask("e")), 0);
  assert.equal(await count(() => ask("x49")), 0);
  mock.timers.tick(10_000);
  assert.equal(await count(() => ask("x49")), 1);
  const { ask: always } = api(server.url, { cache: false });
  answer = () => ACTIVE;
  assert.equal(await count(() => always("a").then(() => always("a"))), 2);
  // A clock that is set back keeps nothing for longer.
  mock.timers.setTime((NOW - 3600) * 1000);
  assert.equal(await count(() => ask("e")), 1);
});

test("of a token that comes many times at once, the server is asked once", async () => {
  answer = () => new Promise((resolve) => setTimeout(resolve, 30, ACTIVE));
  const { ask } = api(server.url);
  const all = await Promise.all(Array.from({ length: 20 }, () => ask("opaque")));
  assert.ok(all.every(({ status }) => status === 200));
  assert.equal(server.asked.length, 1);
  answer = (_, response) => void response.writeHead(500).end();
  const failed = await Promise.all(Array.from({ length: 20 }, () => ask("other")));
  assert.ok(failed.every(({ status }) => status === 503));
  assert.equal(server.asked.length, 2);
});

test("no log and no answer holds the token or the secret, whatever a caller's fetch throws", async () => {
  const secret = "the secret of the client";
  const token = "opaque-token-of-alice";
  const fetch = (url, init) => {
    throw new Error(`cannot fetch ${url} ${inspect(init)} ${init.body}`, {
      cause: new Error(init.headers.authorization),
    });
  };
  const { ask, rejections } = api(server.url, { clientSecret: secret, fetch }, { debug: true });
  const answered = await ask(token);
  assert.equal(answered.code, "introspection_unavailable");
  const logged = console.error.mock.calls.map(({ arguments: args }) => inspect(args)).join();
  const basic = Buffer.from(`api:${secret.replaceAll(" ", "+")}`).toString("base64");
  for (const text of [inspect(answered), logged, inspect(rejections, { depth: 9 })]) {
    for (const hidden of [token, secret, basic]) assert.ok(!text.includes(hidden), text);
  }
});

test("a token that is too long is not asked for, and a long one is", async () => {
  assert.equal(await told("x".repeat(16_385)), "401 too_large");
  assert.equal(await told("x".repeat(101), {}, { maxTokenLength: 100 }), "401 too_large");
  assert.equal(server.asked.length, 0);
  assert.equal(await told("x".repeat(16_000)), "200");
  const { ask } = api(server.url);
  const long = "x".repeat(5000);
  answer = ({ body }) => ({ ...ACTIVE, sub: body.token.at(-1) });
  assert.equal((await ask(`${long}a`)).sub, "a");
  assert.equal((await ask(`${long}b`)).sub, "b");
});

test("options that make no sense are refused when the gate is made", async () => {
  const good = { endpoint: "https://issuer.example/introspect", ...CLIENT };
  const ring = keyRing([], { publishAhead: 0, retireAfter: 0 });
  await ring.rotate();
  const without = ({ clientSecret: _, ...rest }) => rest;
  for (const options of [
    undefined,
    null,
    {},
    { ...good, endpoint: "introspect" },
    { ...good, endpoint: "http://issuer.example/introspect" },
    { ...good, endpoint: "https://a:b@issuer.example/" },
    { ...good, endpoint: "ftp://issuer.example/" },
    { ...good, endpoint: 1 },
    { ...good, clientId: "" },
    { ...good, clientId: 1 },
    { ...good, clientSecret: "" },
    { ...good, clientSecret: undefined },
    { ...good, clientSecret: "\ud800" },
    { ...good, clientSecret: Buffer.from("a") },
    without(good),
    { ...good, privateKeyJwt: { key: ring, audience: "a" } },
    { ...without(good), privateKeyJwt: { key: ring } },
    { ...without(good), privateKeyJwt: { key: ring, audience: "a", clientId: "b" } },
    { ...without(good), privateKeyJwt: ring },
    { ...good, cache: true },
    { ...good, cache: 60 },
    { ...good, cache: undefined },
    { ...good, cache: { maxAge: -1 } },
    { ...good, cache: { maxAge: 86_401 } },
    { ...good, cache: { maxAge: "60" } },
    { ...good, cache: { maxEntries: 0 } },
    { ...good, cache: { maxEntries: 1.5 } },
    { ...good, cache: { size: 1 } },
    { ...good, requireTokenType: "no" },
    { ...good, signed: {} },
    { ...good, signed: { key: jwk(ring.jwks().keys[0]) } },
    { ...good, signed: { key: jwk(ring.jwks().keys[0]), issuer: "" } },
    { ...good, signed: { key: jwk(ring.jwks().keys[0]), issuer: "a", alg: "b" } },
    { ...good, timeout: 0 },
    { ...good, timeout: "5" },
    { ...good, maxBytes: 0 },
    { ...good, allowInsecure: 1 },
    { ...good, fetch: "fetch" },
    { ...good, headers: {} },
  ]) {
    assert.match(
      code(() => introspection(options)),
      /^(options|key)_invalid$/,
      inspect(options),
    );
  }
  introspection({ ...good, endpoint: "http://issuer.example/introspect", allowInsecure: true });
  introspection({ ...good, endpoint: new URL("https://issuer.example/introspect?tenant=a") });
  const gate = (more) =>
    createGate({ key: secretKey(SECRET, "HS256"), origin: () => new Response(), ...more });
  for (const more of [
    { introspection: good },
    { introspection: introspection(good), profile: "id_token", issuer: "a", audience: "b" },
    { introspection: introspection({ ...good, audience: 1 }) },
  ]) {
    assert.equal(
      code(() => gate(more)),
      "options_invalid",
      inspect(more),
    );
  }
});

test("an opaque token that is bound to a key needs the proof, and the proof names that token", async () => {
  const ring = keyRing([], { publishAhead: 0, retireAfter: 0 });
  await ring.rotate();
  const key = ring.signingKey();
  const jkt = thumbprint(ring.jwks().keys[0]);
  answer = () => ({ ...ACTIVE, token_type: "DPoP", cnf: { jkt } });
  const { ask } = api(server.url, {}, { dpop: { replay: memoryReplay() } });
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
  answer = () => ({ ...ACTIVE, cnf: { "x5t#S256": thumbprintOf("a") } });
  for (const [shown, expected] of [
    [thumbprintOf("a"), "200"],
    [thumbprintOf("b"), "401 token_bound"],
    [undefined, "401 token_bound"],
  ]) {
    assert.equal(await told("opaque", {}, { certificateThumbprint: () => shown }), expected);
  }
});

test("a token that is asked for meets routes, revocation and decisions as a JWT does", async () => {
  const decisions = [];
  const gone = new Set();
  answer = ({ body }) => ({ ...ACTIVE, scope: "read", jti: body.token, iss: "https://issuer.example" });
  const { ask } = api(
    server.url,
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
  answer = () => ({ active: false });
  assert.equal((await ask("opaque-2")).code, "token_inactive");
  const told = decisions.map(({ outcome, status, code, issuer }) => ({ outcome, status, code, issuer }));
  assert.deepEqual(told, [
    { outcome: "passed", status: undefined, code: undefined, issuer: "https://issuer.example" },
    { outcome: "refused", status: 401, code: "revoked", issuer: "https://issuer.example" },
    { outcome: "refused", status: 401, code: "token_inactive", issuer: undefined },
  ]);
  assert.doesNotMatch(inspect(decisions), /opaque/);
});

// Opaque tokens: the requests to the authorization server, how the gate identifies itself there, and the options.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { decode, jwk, secretKey, signSync } from "jwt-wasm";
import { createGate, introspection } from "jwt-wasm/edge";
import { keyRing } from "jwt-wasm/issuer";
import { ACTIVE, api, CLIENT, setUp } from "./introspection.mjs";
import { code, SECRET } from "./support.mjs";

const here = setUp();

test("an opaque token is asked for once, with the gate's own credentials, and a JWT is not", async () => {
  const { ask } = api(here.server.url, {}, { forwardClaims: { "x-user-id": "sub" } });
  for (let round = 0; round < 3; round += 1) {
    const { status, sub, told: header } = await ask("opaque-1");
    assert.deepEqual([status, sub, header], [200, "user-42", "user-42"]);
  }
  const jwt = signSync({ sub: "a" }, secretKey(SECRET, "HS256"), { expiresIn: 60 });
  assert.equal((await ask(jwt)).status, 200);
  assert.equal((await ask(`${jwt}x`)).code, "signature_invalid");
  const [{ method, headers, body }, ...others] = here.server.asked;
  assert.deepEqual(others, []);
  assert.equal(method, "POST");
  assert.deepEqual(body, { token: "opaque-1", token_type_hint: "access_token" });
  assert.equal(headers.accept, "application/json");
  assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
  // RFC 6749 §2.3.1: name and secret are form-encoded before they are joined.
  const pair = "api:a+secret%3A+of+the+tests%2C+%C3%BC";
  assert.equal(headers.authorization, `Basic ${Buffer.from(pair).toString("base64")}`);
});

test("the gate proves its identity by private_key_jwt, with a new assertion for each request", async () => {
  const ring = keyRing([], { publishAhead: 0, retireAfter: 60 });
  await ring.rotate();
  const own = { endpoint: here.server.url, clientId: "api" };
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
  const seen = here.server.asked.map(({ headers, body }) => {
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
  const { ask } = api(here.server.url, { clientSecret: (env) => env.SECRET, cache: false });
  const headers = { authorization: "Bearer opaque" };
  await ask("", headers, { SECRET: "one" });
  await ask("", headers, { SECRET: "two" });
  const sent = here.server.asked.map(({ headers }) => atob(headers.authorization.slice(6)));
  assert.deepEqual(sent, ["api:one", "api:two"]);
  assert.equal((await ask("", headers, {})).status, 500);
  assert.equal((await ask("", headers, undefined)).status, 500);
});

test("a token that is too long is not asked for, and a long one is", async () => {
  assert.equal(await here.told("x".repeat(16_385)), "401 too_large");
  assert.equal(await here.told("x".repeat(101), {}, { maxTokenLength: 100 }), "401 too_large");
  assert.equal(here.server.asked.length, 0);
  assert.equal(await here.told("x".repeat(16_000)), "200");
  const { ask } = api(here.server.url);
  const long = "x".repeat(5000);
  here.answer = ({ body }) => ({ ...ACTIVE, sub: body.token.at(-1) });
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

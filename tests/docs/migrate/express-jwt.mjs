// What docs/migrate/express-jwt.md says, with express-jwt and express-oauth2-jwt-bearer themselves.
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { once } from "node:events";
import { request as send } from "node:http";
import express from "express";
import { expressjwt } from "express-jwt";
import * as bearer from "express-oauth2-jwt-bearer";
import * as ourNames from "jwt-wasm";
import { jwtGate } from "jwt-wasm/express";
import {
  goodToken,
  hmacToken,
  ISSUER_URL,
  JWKS_URL,
  now,
  PRIVATE_KEY,
  PUBLIC_JWK,
  rsaToken,
  SECRET,
  TWICE,
} from "./given.mjs";

const { secretKey } = ourNames;
const key = secretKey(SECRET, "HS256");
const issuer = ISSUER_URL;
const audience = "api";
const publicPem = createPublicKey(PRIVATE_KEY).export({ type: "spki", format: "pem" });

/** What a request gets from an app that is guarded by middleware: its status, and its body as JSON. */
async function visit(middleware, headers, method = "GET") {
  const app = express();
  app.use(middleware);
  app.use((request, response) => {
    response.json({ claims: request.jwt?.payload ?? request.auth?.payload ?? request.auth ?? {} });
  });
  app.use((error, _request, response, _next) => {
    response.status(error.status ?? 500).json({ name: error.name, code: error.code, message: error.message });
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const sent = send({ port: server.address().port, headers, method }).end();
    const [answer] = await once(sent, "response");
    let text = "";
    for await (const chunk of answer) text += chunk;
    return { status: answer.statusCode, body: JSON.parse(text) };
  } finally {
    server.close();
  }
}

/** The claims, or what the refusal says, as an error. */
async function claimsBehind(middleware, headers, method) {
  const { status, body } = await visit(middleware, headers, method);
  if (status === 200) return body.claims;
  const { name = "JwtError", code, message } = body;
  throw Object.assign(new Error(message ?? code), { name, code, status });
}

const bearing = (token) => ({ authorization: `Bearer ${token}` });
const claims = { sub: "user-42", iss: issuer, iat: now(), exp: now() + 300, jti: "a" };
const granted = { role: "admin", groups: ["staff", "editors"], scope: "read write", client_id: "web" };
const token = hmacToken(claims);
const forApi = hmacToken({ ...claims, ...granted, aud: audience });
const published = rsaToken(claims);
const publishedForApi = rsaToken({ ...claims, ...granted, aud: audience }, { header: { typ: "at+jwt" } });

const both = {
  secret: SECRET,
  issuer,
  audience,
  publicPem,
  jwksUri: JWKS_URL,
  set: { keys: [PUBLIC_JWK] },
  gone: () => false,
  pemOf: () => publicPem,
  claimsBehind,
  bearing,
};
export const theirs = { expressjwt, ...bearer, ...both };
const ours = { ...ourNames, jwtGate, gate: jwtGate({ key, audience }), ...both, key };

export { ours };

const isPublic = (code) => /RS256|publicKey|jwks|trustedIssuers|issuerBaseURL/i.test(code);
const headersFor = (code) => {
  if (code.includes("x-token")) return JSON.stringify({ "x-token": token });
  if (/audience|gate\.require/.test(code))
    return JSON.stringify(bearing(isPublic(code) ? publishedForApi : forApi));
  return JSON.stringify(bearing(isPublic(code) ? published : token));
};
const guarded = (code) => `claimsBehind(${code}, ${headersFor(code)})`;

export const wrap = {
  theirs(code) {
    if (code.startsWith("import")) return code;
    if (!/^(required|claim)/.test(code)) return guarded(code);
    return guarded(`[auth({ issuer, audience, secret, tokenSigningAlg: "HS256" }), ${code}]`);
  },
  ours(code) {
    if (code.startsWith("import")) return code;
    return guarded(code.startsWith("gate.require") ? `[gate, ${code}]` : code);
  },
};

export const alsoRewritten = ["From express-oauth2-jwt-bearer"];

const theirGate = (options) => expressjwt({ secret: SECRET, algorithms: ["HS256"], ...options });
const accepts = (given, options) => () => claimsBehind(theirGate(options), bearing(given));
const checks = (given, options) => () => claimsBehind(jwtGate({ key, ...options }), bearing(given));
const either = (given, options) => ({ theirs: accepts(given), ours: checks(given, options) });
const pair = (given, options) => [accepts(given, options), checks(given, options)];

const short = "shhhhhhared-secret";
const preflight = {
  "access-control-request-headers": "authorization",
  "access-control-request-method": "GET",
  origin: "https://app.example",
};
const twice = { authorization: [`Bearer ${goodToken()}`, `Bearer ${goodToken()}`] };

export const stricter = {
  "accepts tokens that never expire": {
    ...either(hmacToken()),
    anyway: checks(hmacToken(), { requireExpiry: false }),
  },
  "accepts a token for any audience": { ...either(forApi), anyway: checks(forApi, { audience: false }) },
  "accepts secrets of any length": {
    theirs: accepts(goodToken({}, { secret: short }), { secret: short }),
    ours: () => secretKey(short, "HS256"),
    anyway: checks(goodToken({}, { secret: short }), {
      key: secretKey(short, "HS256", { allowWeakSecret: true }),
    }),
  },
  "leaves a check out": {
    theirs: accepts(token, { issuer: undefined, isuer: "https://other.example" }),
    async ours() {
      assert.throws(() => jwtGate({ key, isuer: issuer }), { code: "options_invalid" });
      jwtGate({ key, issuer: undefined });
    },
  },
  "accepts a numeric `sub`": either(goodToken({ sub: 42 })),
  "accepts claims with one name twice": either(hmacToken(TWICE)),
  "lets every `OPTIONS` request": {
    theirs: () => claimsBehind(theirGate(), preflight, "OPTIONS"),
    ours: () => claimsBehind(jwtGate({ key }), preflight, "OPTIONS"),
  },
  "a second `Authorization` header": {
    theirs: () => claimsBehind(theirGate(), twice),
    ours: () => claimsBehind(jwtGate({ key }), twice),
  },
};

const withHeader = (authorization) => {
  const headers = authorization === undefined ? {} : { authorization };
  return [() => claimsBehind(theirGate(), headers), () => claimsBehind(jwtGate({ key }), headers)];
};
const down = () => {
  throw new Error("database down");
};

export const errors = {
  "`UnauthorizedError` with `credentials_required`": [withHeader(undefined)],
  "`UnauthorizedError` with `credentials_bad_scheme`": [withHeader("Basic YTpi")],
  "`UnauthorizedError` with `credentials_bad_format`": [withHeader("Bearer a b")],
  "`UnauthorizedError` with `invalid_token` and *jwt expired*": [pair(hmacToken({ exp: 1 }))],
  "`UnauthorizedError` with `invalid_token` and *jwt not active*": [pair(goodToken({ nbf: now() + 60 }))],
  "`UnauthorizedError` with `invalid_token` and *invalid signature*": [
    pair(goodToken({}, { secret: "another secret" })),
  ],
  "`UnauthorizedError` with `invalid_token` and *jwt audience invalid*": [
    pair(goodToken({ aud: "other" }), { audience }),
    pair(goodToken(), { audience }),
  ],
  "`UnauthorizedError` with `invalid_token` and *jwt issuer invalid*": [
    pair(goodToken({ iss: "https://other.example" }), { issuer }),
    pair(goodToken(), { issuer }),
  ],
  "`UnauthorizedError` with `invalid_token` and *invalid algorithm*": [pair(goodToken({}, { alg: "HS512" }))],
  "`UnauthorizedError` with `invalid_token` and *jwt malformed*": [pair("garbage")],
  "`UnauthorizedError` with `revoked_token`": [
    [
      accepts(goodToken(), { isRevoked: () => true }),
      checks(goodToken(), { revocation: { isRevoked: () => true } }),
    ],
  ],
  "another error of `isRevoked`": [
    [accepts(goodToken(), { isRevoked: down }), checks(goodToken(), { revocation: { isRevoked: down } })],
  ],
};

const theirBearer = (options) =>
  bearer.auth({ issuer, audience, secret: SECRET, tokenSigningAlg: "HS256", ...options });

/** What the page says beside its tables. */
export const more = {
  "routes of the app": async () => {
    const gate = jwtGate({ key });
    const denied = await visit([gate, gate.require({ claims: { admin: true } })], bearing(token));
    assert.equal(denied.status, 403);
    const onReject = () => new Response('{"sorry":true}', { status: 418 });
    const { status, body } = await visit(jwtGate({ key, onReject }), {});
    assert.deepEqual([status, body], [418, { sorry: true }]);
    const unavailable = await visit(jwtGate({ key, revocation: { isRevoked: down } }), bearing(token));
    assert.equal(unavailable.status, 503);
  },
  "statuses of claims that are not granted": async () => {
    const lacking = hmacToken({ ...claims, aud: audience, role: "guest" });
    const before = await visit([theirBearer(), bearer.claimEquals("role", "admin")], bearing(lacking));
    const { gate } = ours;
    const after = await visit([gate, gate.require({ claims: { role: "admin" } })], bearing(lacking));
    assert.deepEqual([before.status, after.status], [401, 403]);
  },
  "a bad token where login is optional": async () => {
    const expired = hmacToken({ ...claims, aud: audience, exp: 1 });
    const before = await visit(theirBearer({ authRequired: false }), bearing(expired));
    const after = await visit(jwtGate({ key, audience, optional: true }), bearing(expired));
    assert.deepEqual([before.status, before.body.claims], [200, {}]);
    assert.deepEqual([after.status, after.body.code], [401, "expired"]);
    assert.equal((await visit(jwtGate({ key, optional: true }), {})).status, 200);
  },
  "`exp` and `aud` must be there on both sides": async () => {
    for (const left of [{ exp: undefined }, { aud: undefined }]) {
      const lacking = bearing(hmacToken({ ...claims, aud: audience, ...left }));
      assert.equal((await visit(theirBearer(), lacking)).status, 401);
      assert.equal((await visit(jwtGate({ key, audience }), lacking)).status, 401);
    }
  },
};

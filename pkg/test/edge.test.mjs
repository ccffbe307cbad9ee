// The gate's decisions, asked with real requests; that it holds in real workerd is tests/worker's to show.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { inspect } from "node:util";
import { jwks, secretKey, signSync } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { code, SECRET, testKey } from "./support.mjs";

const key = testKey();
const token = (claims = {}, options = { expiresIn: 60 }) =>
  signSync({ sub: "alice", ...claims }, key, options);

/** A gate whose origin tells what reached it. */
function gateOf(options = {}) {
  const seen = [];
  const origin = (request, env, context, verified) => {
    seen.push({ headers: Object.fromEntries(request.headers), url: request.url, env, context, verified });
    return new Response("origin");
  };
  const keys = "key" in options || "keyFromEnv" in options ? {} : { key };
  const gate = createGate({ ...keys, origin, ...options });
  const send = async (
    headers = {},
    { url = "https://site.example/api", method = "GET", env, context } = {},
  ) => {
    const response = await gate(new Request(url, { headers, method }), env, context);
    const { status } = response;
    const type = response.headers.get("content-type");
    return {
      status,
      challenge: response.headers.get("www-authenticate"),
      cache: response.headers.get("cache-control"),
      body: type === "application/problem+json" ? await response.json() : await response.text(),
      response,
    };
  };
  return { send, seen };
}

const hostile = new Proxy(
  {},
  new Proxy(
    {},
    {
      get() {
        return () => {
          throw new Error("hostile");
        };
      },
    },
  ),
);

const bearer = (text) => ({ authorization: `Bearer ${text}` });

function assertRefused(answer, status, expected, challenge) {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.equal(answer.body.status, status);
  assert.equal(answer.body.code, expected);
  assert.equal(answer.challenge, challenge);
  assert.equal(answer.cache, "no-store");
}

test("a good token is let in, its scheme in any case", async () => {
  const { send, seen } = gateOf();
  for (const scheme of ["Bearer", "bearer", "BEARER", "Bearer  "]) {
    const { status, body } = await send({ authorization: `${scheme} ${token()}` }, { env: 1, context: 2 });
    assert.deepEqual({ status, body }, { status: 200, body: "origin" });
  }
  assert.equal(seen.length, 4);
  assert.equal(seen[0].verified.payload.sub, "alice");
  assert.deepEqual([seen[0].env, seen[0].context], [1, 2]);
});

test("no token is challenged without an error (RFC 6750 §3.1)", async () => {
  const { send, seen } = gateOf();
  for (const headers of [
    {},
    { authorization: "" },
    { authorization: "Bearer" },
    { authorization: "Bearer " },
    { authorization: "Basic YTpi" },
    { authorization: "Bearerx abc" },
    { authorization: token() },
    { cookie: `token=${token()}` },
    { "x-authorization": `Bearer ${token()}` },
  ]) {
    assertRefused(await send(headers), 401, "token_missing", "Bearer");
  }
  // The query is no place for a token (RFC 6750 §2.3).
  assert.equal((await send({}, { url: `https://site.example/?access_token=${token()}` })).status, 401);
  assert.equal(seen.length, 0);
});

test("more or less than one well-formed token is a malformed request", async () => {
  const { send, seen } = gateOf();
  const good = token();
  for (const authorization of [
    `Bearer ${good}, Bearer ${good}`,
    `Bearer ${good},Bearer ${good}`,
    `Basic YTpi, Bearer ${good}`,
    `Bearer\t${good}`,
    `Bearer ${good} ${good}`,
    `Bearer ${good}é`,
    `Bearer "${good}"`,
    `Bearer token=${good}`,
    `Bearer ${good};`,
  ]) {
    assertRefused(await send({ authorization }), 400, "invalid_request", 'Bearer error="invalid_request"');
  }
  const twice = new Headers();
  twice.append("authorization", `Bearer ${good}`);
  twice.append("authorization", `Bearer ${token({ sub: "mallory" })}`);
  assertRefused(await send(twice), 400, "invalid_request", 'Bearer error="invalid_request"');
  assert.equal(seen.length, 0);
});

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

test("what a client says of itself never reaches the origin", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "X-User-Id": "sub", "x-admin": "admin", "x-n": "n" } });
  const spoofed = {
    "x-user-id": "root",
    X_User_Id: "root",
    "x-ADMIN": "true",
    x_admin: "true",
    "x-n": "0",
    other: "kept",
  };
  await send({ ...spoofed, ...bearer(token({ n: 42 })) });
  const { headers } = seen[0];
  assert.equal(headers["x-user-id"], "alice");
  assert.equal(headers["x-n"], "42");
  assert.equal(headers.other, "kept");
  for (const name of ["x_user_id", "x-admin", "x_admin"]) assert.equal(headers[name], undefined, name);

  const open = gateOf({ forwardClaims: { "X-User-Id": "sub" }, publicPaths: ["/"] });
  await open.send(spoofed, { url: "https://site.example/" });
  assert.equal(open.seen[0].headers["x-user-id"], undefined);
  assert.equal(open.seen[0].headers.x_user_id, undefined);
});

test("a claim that cannot stand in a header refuses the request", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-user-id": "sub" } });
  for (const sub of ["a\nx-admin: true", "a\r", "é", "", " a", "a ", "\0", "a".repeat(10_000)]) {
    const answer = await send(bearer(token({ sub })));
    assert.equal(answer.status, 401);
    assert.equal(answer.body.code, "claim_invalid");
  }
  const other = gateOf({ forwardClaims: { "x-roles": "roles", "x-o": "__proto__" } });
  assert.equal((await other.send(bearer(token({ roles: ["a"] })))).status, 401);
  assert.equal((await other.send(bearer(token()))).status, 200);
  assert.equal(other.seen[0].headers["x-o"], undefined);
  assert.equal(seen.length, 0);
});

test("a body, a method and their headers reach the origin unchanged", async () => {
  const bodies = [];
  const gate = createGate({
    key,
    forwardClaims: { "x-user-id": "sub" },
    async origin(request) {
      bodies.push([request.method, await request.text(), request.headers.get("content-type")]);
      return new Response();
    },
  });
  const headers = { ...bearer(token()), "content-type": "text/x" };
  await gate(new Request("https://site.example/", { method: "POST", body: "a body", headers }));
  assert.deepEqual(bodies, [["POST", "a body", "text/x"]]);
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

test("public paths are exact, and ambiguous ones never public", async () => {
  const { send, seen } = gateOf({ publicPaths: ["/", "/health", "/static/*"] });
  const at = async (path) => (await send({}, { url: `https://site.example${path}` })).status;
  for (const path of [
    "/",
    "/health",
    "/health?x=1",
    "/static/",
    "/static/a/b.css",
    "/static/a%20b",
    "/static/../health",
  ]) {
    assert.equal(await at(path), 200, path);
  }
  const passed = seen.length;
  for (const path of [
    "/api",
    "/Health",
    "/health/",
    "//health",
    "/static",
    "/static//x",
    "/static/../api",
    "/static/%2e%2e/api",
    "/static/%2e%2E%2fapi",
    "/static/..%2fapi",
    "/static/..%5capi",
    "/static\\..\\api",
    "/static/..;/api",
    "/static/;x",
    "/static/%00",
    "/static/%61pi",
    "/%68ealth",
    "/static/%252e%252e/api",
    "/static/%c0%ae%c0%ae/api",
    "/static/%u002e%u002e/api",
    "/static/%",
    "/static/a%7e",
  ]) {
    assert.equal(await at(path), 401, path);
  }
  assert.equal(seen.length, passed);
});

test("public methods and preflight are let through only where asked for", async () => {
  const preflight = { origin: "https://app.example", "access-control-request-method": "GET" };
  const strict = gateOf();
  assert.equal((await strict.send(preflight, { method: "OPTIONS" })).status, 401);
  const open = gateOf({ allowPreflight: true, publicMethods: ["head"] });
  assert.equal((await open.send(preflight, { method: "OPTIONS" })).status, 200);
  assert.equal((await open.send({}, { method: "OPTIONS" })).status, 401);
  assert.equal((await open.send(preflight, { method: "POST" })).status, 401);
  assert.equal((await open.send({}, { method: "HEAD" })).status, 200);
  assert.equal((await open.send({}, { method: "GET" })).status, 401);
});

test("a token in a cookie", async () => {
  const { send } = gateOf({ tokenFrom: { cookie: "__Host-token" } });
  const good = token();
  for (const cookie of [
    `__Host-token=${good}`,
    `a=b; __Host-token=${good}; c=d`,
    `x__Host-token=1;__Host-token=${good}`,
  ]) {
    assert.equal((await send({ cookie })).status, 200, cookie);
  }
  for (const cookie of ["", "a=b", "__Host-token=", `__host-token=${good}`, `a__Host-token=${good}`]) {
    assert.equal((await send({ cookie })).body.code, "token_missing", cookie);
  }
  for (const cookie of [
    `__Host-token=${good}; __Host-token=${good}`,
    `__Host-token=; __Host-token=${good}`,
  ]) {
    assert.equal((await send({ cookie })).body.code, "invalid_request", cookie);
  }
  assert.equal((await send(bearer(good))).body.code, "token_missing");
});

test("the key from the environment is asked for once, and its absence is never open", async () => {
  const log = mock.method(console, "error", () => {});
  let asked = 0;
  const keyFromEnv = ({ SECRET: secret }) => {
    asked++;
    return secretKey(secret, "HS256");
  };
  const { send, seen } = gateOf({ keyFromEnv });
  for (const [env, expected] of [
    [{}, "key_invalid"],
    [{ SECRET: "short" }, "key_too_weak"],
    [undefined, "options_invalid"],
  ]) {
    const answer = await send(bearer(token()), { env });
    assert.equal(answer.status, 500);
    assert.equal(answer.body.code, undefined);
    assert.equal(answer.challenge, null);
    assert.match(log.mock.calls.at(-1).arguments[0], new RegExp(expected));
  }
  assert.equal(seen.length, 0);
  asked = 0;
  for (let round = 0; round < 3; round++)
    assert.equal((await send(bearer(token()), { env: { SECRET } })).status, 200);
  assert.equal(asked, 1);
  log.mock.restore();
});

test("a revoked token, and a store that fails", async () => {
  const log = mock.method(console, "error", () => {});
  const revoked = new Set(["b"]);
  const { send, seen } = gateOf({ revocations: { isRevoked: async ({ jti }) => revoked.has(jti) } });
  assert.equal((await send(bearer(token({ jti: "a" })))).status, 200);
  const challenge = 'Bearer error="invalid_token", error_description="revoked"';
  assertRefused(await send(bearer(token({ jti: "b" }))), 401, "revoked", challenge);
  const broken = gateOf({
    revocations: {
      isRevoked() {
        throw new Error("down");
      },
    },
  });
  assert.equal((await broken.send(bearer(token()))).status, 503);
  assert.match(log.mock.calls.at(-1).arguments[0], /revocations_unavailable/);
  assert.equal(broken.seen.length, 0);
  assert.equal(seen.length, 1);
  log.mock.restore();
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

test("keys that cannot be fetched are the gate's fault and not the token's", async () => {
  const log = mock.method(console, "error", () => {});
  const { remoteJwks } = await import("jwt-wasm");
  const fetch = async () => new Response(null, { status: 500 });
  const { send } = gateOf({ key: remoteJwks("https://down.example/jwks", { fetch }) });
  const answer = await send(bearer(token()));
  assert.equal(answer.status, 503);
  assert.equal(answer.response.headers.get("retry-after"), "5");
  const empty = gateOf({ key: jwks({ keys: [] }) });
  assert.equal((await empty.send(bearer(token()))).body.code, "key_not_found");
  log.mock.restore();
});

test("wrong options are told at once", () => {
  for (const options of [
    undefined,
    null,
    {},
    { key, keyFromEnv: () => key },
    { keyFromEnv: 1 },
    { key, origin: 1 },
    { key, tokenFrom: "query" },
    { key, tokenFrom: { cookie: "a b" } },
    { key, forwardClaims: { "bad header": "sub" } },
    { key, forwardClaims: { host: "sub" } },
    { key, forwardClaims: { "x-a": 1 } },
    { key, scope: ["a b"] },
    { key, scope: 1 },
    { key, publicPaths: ["static/*"] },
    { key, publicPaths: "/" },
    { key, publicMethods: ["G T"] },
    { key, debug: 1 },
    { key, allowPreflight: "yes" },
    { key, revocations: {} },
    { key, onReject: {} },
    ...["scope", "forwardClaims", "publicPaths", "allowPreflight", "revocations", "audience"].map((name) => ({
      key,
      [name]: undefined,
    })),
    { key, scope: [] },
    { key, scope: "" },
    { key, publicPaths: [] },
    { key, publicMethods: [] },
    { key, forwardClaims: new Map([["x-a", "sub"]]) },
    { key, tokenFrom: { cookie: undefined } },
    new Map(),
    hostile,
    ...["scope", "forwardClaims", "publicPaths", "tokenFrom", "revocations"].map((name) => ({
      key,
      [name]: hostile,
    })),
    { key, isuer: "a" },
    { key, scpoe: "a" },
  ]) {
    assert.equal(
      code(() => createGate(options)),
      "options_invalid",
      inspect(options, { showProxy: true }),
    );
  }
  assert.equal(
    code(() => createGate({ key: "secret" })),
    "key_invalid",
  );
});

// The middleware in a real Hono app, which must send the answers of createGate.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Hono } from "hono";
import { remoteJwks, secretKey, trustedIssuers } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { assertRefused, bearer, CHALLENGE, key, logged, token, told } from "./gate.mjs";
import { code, SECRET } from "./support.mjs";

function appWith(middleware) {
  const seen = [];
  const app = new Hono();
  app.use("/api/*", middleware);
  app.all("/*", (c) => {
    seen.push({ jwt: c.get("jwt"), user: c.req.header("x-user-id"), headers: c.req.raw.headers });
    return c.text("handler");
  });
  const send = async (headers, { path = "https://site.example/api/me", env, context, ...init } = {}) =>
    told(await app.request(path, { headers, ...init }, env, context));
  return { send, seen };
}

test("a handler finds the verified token", async () => {
  const { send, seen } = appWith(jwtGate({ key }));
  assert.equal((await send(bearer(token({ n: 1 })))).body, "handler");
  const [{ jwt }] = seen;
  assert.equal(jwt.header.alg, "HS256");
  assert.deepEqual([jwt.payload.sub, jwt.payload.n], ["alice", 1]);
});

test("the token's issuer chooses the key", async () => {
  const issuer = "https://issuer.example";
  const { send, seen } = appWith(jwtGate({ key: trustedIssuers([{ issuer, key }]) }));
  assert.equal((await send(bearer(token({ iss: issuer })))).body, "handler");
  assert.equal(seen[0].jwt.payload.iss, issuer);
  const unknown = await send(bearer(token({ iss: `${issuer}/` })));
  assert.deepEqual([unknown.status, unknown.body.code], [401, "issuer_unknown"]);
});

test("routes without the gate need no token, and handlers find none", async () => {
  const { send, seen } = appWith(jwtGate({ key }));
  assert.equal((await send(bearer(token()), { path: "/health" })).status, 200);
  assert.equal(seen[0].jwt, undefined);
});

test("its answers are the gate's, letter by letter", async () => {
  const options = {
    key,
    scope: "read",
    audience: "api",
    forwardClaims: { "x-user-id": "sub" },
    revocation: {
      isRevoked({ jti }) {
        if (jti === "broken") throw new Error("down");
        return jti === "revoked";
      },
    },
  };
  const gate = createGate({ ...options, origin: () => new Response("handler") });
  const { send, seen } = appWith(jwtGate(options));
  const good = { aud: "api", scope: "read" };
  const requests = [
    {},
    bearer(token(good)),
    bearer(token({ ...good, exp: 1 }, {})),
    bearer(token({ aud: "api" })),
    bearer(token({ scope: "read" })),
    bearer(token({ ...good, jti: "revoked" })),
    bearer(token({ ...good, jti: "broken" })),
    bearer(token({ ...good, sub: "a\nb" })),
    bearer(`${token()}, Bearer ${token()}`),
    bearer("garbage"),
  ];
  const statuses = new Set();
  await logged(async () => {
    for (const headers of requests) {
      const expected = await told(await gate(new Request("https://site.example/api/me", { headers }), {}));
      const answer = await send(headers);
      assert.deepEqual(answer, expected);
      statuses.add(answer.status);
    }
  });
  assert.deepEqual([...statuses].sort(), [200, 400, 401, 403, 503]);
  assert.equal(seen.length, 1);
});

test("handlers see the identity headers that were verified, and the body", async () => {
  const app = new Hono();
  app.use(jwtGate({ key, forwardClaims: { "x-user-id": "sub" } }));
  app.post("/", async (c) =>
    c.json([c.req.header("x-user-id"), c.req.header("x_user_id"), await c.req.text()]),
  );
  const headers = { ...bearer(token()), "x-user-id": "root", x_user_id: "root" };
  const answer = await app.request("/", { method: "POST", headers, body: "a body" });
  assert.deepEqual(await answer.json(), ["alice", null, "a body"]);
});

test("the key comes of the app's bindings, once, and its absence is never open", async () => {
  let asked = 0;
  const keyFromEnv = ({ JWT_SECRET }) => {
    asked++;
    return secretKey(JWT_SECRET, "HS256");
  };
  const { send, seen } = appWith(jwtGate({ keyFromEnv }));
  await logged(async (lines) => {
    assert.equal((await send(bearer(token()), { env: {} })).body.code, "gate_misconfigured");
    assert.match(lines().at(-1), /key_invalid/);
  });
  assert.equal(seen.length, 0);
  for (let round = 0; round < 3; round++) {
    assert.equal((await send(bearer(token()), { env: { JWT_SECRET: SECRET } })).status, 200);
  }
  assert.equal(asked, 2);
});

test("prefetch uses Hono's execution context, and its absence is not an error", async () => {
  const fetch = async () => new Response('{"keys":[]}');
  const waited = [];
  const context = { waitUntil: (promise) => waited.push(promise), passThroughOnException() {} };
  const options = { key: remoteJwks("https://hono.example/jwks", { fetch }), prefetch: true };
  assertRefused(await appWith(jwtGate(options)).send({}, { context }), 401, "token_missing", CHALLENGE);
  assert.equal(waited.length, 1);
  assertRefused(await appWith(jwtGate(options)).send({}), 401, "token_missing", CHALLENGE);
});

test("wrong options are told at once", () => {
  for (const options of [
    undefined,
    {},
    { key, origin: () => new Response() },
    { key, publicPaths: ["/"] },
    { key, publicMethods: ["GET"] },
    { key, allowPreflight: true },
    { key, isuer: "a" },
    { key, scope: undefined },
  ]) {
    assert.equal(
      code(() => jwtGate(options)),
      "options_invalid",
      inspect(options),
    );
  }
});

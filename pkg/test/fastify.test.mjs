// What only `jwt-wasm/fastify` can get wrong: its place among Fastify's hooks, instances and routes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import Fastify from "fastify";
import { jwtGate } from "jwt-wasm/fastify";
import { bearer, key, token } from "./gate.mjs";
import { code } from "./support.mjs";

const get = async (app, url, headers = {}) => {
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
};

test("wrong options are told at once, and a gate that was not made", async () => {
  for (const options of [
    undefined,
    {},
    { key, publicPaths: ["/"] },
    { key, isuer: "a" },
    { key, scope: undefined },
  ]) {
    assert.equal(
      code(() => jwtGate(options)),
      "options_invalid",
      inspect(options),
    );
  }
  assert.equal(
    code(() => jwtGate({ key }).require({})),
    "options_invalid",
  );
  const app = Fastify();
  app.register(jwtGate, { key });
  await assert.rejects(app.ready(), {
    code: "options_invalid",
    message: /app\.register\(jwtGate\(\{ … \}\)\)/,
  });
});

test("an instance and its plugins are behind its gate, and others are not", async () => {
  const app = Fastify();
  app.get("/health", async (request) => ({ jwt: request.jwt ?? null }));
  app.register(async (api) => {
    await api.register(jwtGate({ key }));
    api.get("/me", async (request) => ({ sub: request.jwt.payload.sub }));
    api.register(async (inner) => inner.get("/inner", async () => "inner"));
  });
  assert.equal((await get(app, "/health")).text, '{"jwt":null}');
  for (const url of ["/me", "/inner"]) {
    assert.equal((await get(app, url)).status, 401, url);
    assert.equal((await get(app, url, bearer(token()))).status, 200, url);
  }
});

test("routes that were registered before the gate are behind it as well", async () => {
  const app = Fastify();
  app.get("/route", async () => "route");
  app.register(async (inner) => inner.get("/inner", async () => "inner"));
  await app.register(jwtGate({ key }));
  for (const url of ["/route", "/inner"]) {
    assert.equal((await get(app, url)).status, 401, url);
    assert.equal((await get(app, url, bearer(token()))).status, 200, url);
  }
});

test("a gate of the whole app refuses unknown paths as well", async () => {
  const app = Fastify();
  app.register(jwtGate({ key }));
  app.get("/me", async () => "me");
  assert.equal((await get(app, "/unknown")).status, 401);
  assert.equal((await get(app, "/unknown", bearer(token()))).status, 404);
});

test("a hook of a route does all that the gate does", async () => {
  const app = Fastify();
  const gate = jwtGate({ key });
  app.get("/health", async () => "fine");
  app.delete(
    "/users",
    { onRequest: gate.require({ scope: "write" }) },
    async (request) => request.jwt.payload.sub,
  );
  assert.equal((await get(app, "/health")).status, 200);
  const remove = (headers) => app.inject({ method: "DELETE", url: "/users", headers });
  assert.equal((await remove({})).statusCode, 401);
  assert.equal((await remove(bearer(token()))).statusCode, 403);
  assert.equal((await remove(bearer(token({ scope: "read write" })))).body, "alice");
});

test("hooks of the app get the refusal, and headers that were set before stay", async () => {
  const app = Fastify();
  const sent = [];
  app.addHook("onRequest", async (_, reply) => {
    reply.header("vary", "Origin").header("access-control-allow-origin", "https://app.example");
  });
  app.addHook("onSend", async (_request, _reply, payload) => {
    sent.push(String(payload));
  });
  app.register(jwtGate({ key }));
  app.get("/me", async () => "me");
  const { status, headers, text } = await get(app, "/me");
  assert.deepEqual(
    [status, headers.vary, headers["access-control-allow-origin"]],
    [401, "Origin, Authorization", "https://app.example"],
  );
  assert.deepEqual(sent, [text]);
});

test("the body is not read before the token is good", async () => {
  let parsed = 0;
  const app = Fastify();
  app.addContentTypeParser("text/x-any", { parseAs: "string" }, (_request, text, done) => {
    parsed++;
    done(null, text);
  });
  app.register(jwtGate({ key }));
  app.post("/me", async (request) => request.body);
  const post = (headers) =>
    app.inject({
      method: "POST",
      url: "/me",
      headers: { "content-type": "text/x-any", ...headers },
      payload: "x",
    });
  assert.equal((await post({})).statusCode, 401);
  assert.equal(parsed, 0);
  assert.equal((await post(bearer(token()))).body, "x");
});

test("changes that an earlier hook made to the headers count, and a client cannot forge them", async () => {
  const app = Fastify();
  app.addHook("onRequest", async (request) => {
    request.headers = { authorization: `Bearer ${request.raw.headers["x-token"]}`, x_user_id: "root" };
  });
  app.register(jwtGate({ key, forwardClaims: { "x-user-id": "sub" } }));
  app.get("/me", async (request) => [
    request.headers["x-user-id"],
    request.headers.x_user_id ?? null,
    request.raw.headers["x-user-id"],
  ]);
  const good = await get(app, "/me", { "x-token": token(), "x-user-id": "root" });
  assert.deepEqual(JSON.parse(good.text), ["alice", null, "alice"]);
  assert.equal((await get(app, "/me", { "x-token": "garbage", ...bearer(token()) })).status, 401);
});

test("with optional, require() asks for a token on one route", async () => {
  const gate = jwtGate({ key, optional: true });
  const app = Fastify();
  app.get("/alone", { onRequest: gate.require() }, async (request) => request.jwt.payload.sub);
  app.register(async (api) => {
    await api.register(gate);
    api.get("/shop", async (request) => request.jwt?.payload.sub ?? "nobody");
    api.get("/me", { onRequest: gate.require() }, async (request) => request.jwt.payload.sub);
  });
  assert.equal((await get(app, "/shop")).text, "nobody");
  for (const url of ["/me", "/alone"]) {
    assert.equal(JSON.parse((await get(app, url)).text).code, "token_missing", url);
    assert.equal((await get(app, url, bearer(token()))).text, "alice", url);
  }
});

test("a request has its own token", async () => {
  const app = Fastify();
  app.register(jwtGate({ key, optional: true }));
  app.get("/me", async (request) => ({ sub: request.jwt?.payload.sub ?? null }));
  const users = Array.from({ length: 50 }, (_, index) => (index % 5 === 0 ? null : `user-${index}`));
  const answers = users.map((sub) => get(app, "/me", sub === null ? {} : bearer(token({ sub }))));
  assert.deepEqual(
    (await Promise.all(answers)).map(({ text }) => JSON.parse(text).sub),
    users,
  );
});

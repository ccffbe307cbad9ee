// Opaque tokens in real workerd, where no request may wait for another request's fetch: many in parallel, and an endpoint that is slow
// or down.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { jwks, verify } from "jwt-wasm";
import { bundleFixture, start } from "./bundle.mjs";
import { send } from "./http.mjs";

let [server, worker, answer] = [];
const assertions = [];

before(async () => {
  server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { token, client_assertion: assertion } = Object.fromEntries(
      new URLSearchParams(Buffer.concat(chunks).toString()),
    );
    assertions.push(assertion);
    await answer(token, response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { modules } = await bundleFixture("introspection");
  worker = await start(modules, { ENDPOINT: `http://127.0.0.1:${server.address().port}/` });
  await send(new URL("/jwks", worker.url));
});
after(async () => {
  await worker?.dispose();
  server.closeAllConnections();
  server.close();
});

const active = (token) =>
  JSON.stringify({ active: token.startsWith("good"), token_type: "Bearer", sub: token });
const ask = async (token) => {
  const { status, text } = await send(worker.url, { headers: { authorization: `Bearer ${token}` } });
  return [status, JSON.parse(text).sub ?? JSON.parse(text).code].join(" ");
};

test("many at once, of one token and of many, each get their own answer", { timeout: 60_000 }, async () => {
  answer = async (token, response) => {
    await pause(50);
    response.end(active(token));
  };
  const tokens = Array.from(
    { length: 60 },
    (_, place) => `${place % 3 === 0 ? "bad" : "good"}-${place % 20}`,
  );
  const told = await Promise.all(tokens.map(ask));
  for (const [place, token] of tokens.entries()) {
    assert.equal(told[place], token.startsWith("good") ? `200 ${token}` : "401 token_inactive");
  }
  const before = assertions.length;
  assert.equal(await ask("good-1"), "200 good-1");
  assert.equal(assertions.length, before, "its answer was kept");
});

test("each request has its own assertion, signed by the Worker's key", async () => {
  const published = jwks(JSON.parse((await send(new URL("/jwks", worker.url))).text));
  const ids = new Set();
  for (const assertion of assertions) {
    const options = { issuer: "worker", subject: "worker", audience: "https://issuer.example" };
    ids.add((await verify(assertion, published, options)).payload.jti);
  }
  assert.equal(ids.size, assertions.length);
});

test("an endpoint that is slow or gone lets no request pass, and nothing hangs", {
  timeout: 60_000,
}, async () => {
  answer = () => new Promise(() => {});
  const since = Date.now();
  const told = await Promise.all(Array.from({ length: 20 }, (_, place) => ask(`good-slow-${place % 2}`)));
  assert.deepEqual([...new Set(told)], ["503 introspection_unavailable"]);
  assert.ok(Date.now() - since < 20_000, `${Date.now() - since} ms`);
  answer = (_, response) => response.destroy();
  assert.equal(await ask("good-gone"), "503 introspection_unavailable");
  answer = (token, response) => response.end(active(token));
  assert.equal(await ask("good-gone"), "200 good-gone");
});

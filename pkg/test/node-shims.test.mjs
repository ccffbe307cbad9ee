// The requests of serverless adapters and test tools, which lack some members of Node's requests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { jwtGate } from "jwt-wasm/express";
import { jwtGate as fastifyGate } from "jwt-wasm/fastify";
import { bearer, key, logged, token } from "./gate.mjs";

function response() {
  const headers = {};
  return {
    statusCode: 200,
    headersSent: false,
    headers,
    getHeader: (name) => headers[name],
    setHeader: (name, value) => {
      headers[name] = value;
    },
    end(body) {
      this.body = body;
      this.headersSent = true;
    },
  };
}

async function ask(request, options = {}) {
  const answer = response();
  let passed = 0;
  await jwtGate({ key, ...options })(request, answer, () => passed++);
  return {
    status: passed ? 200 : answer.statusCode,
    code: answer.body && JSON.parse(answer.body).code,
    answer,
  };
}

test("headers alone are enough", async () => {
  const headers = bearer(token());
  for (const request of [
    { headers },
    { headers, method: "GET", url: "/" },
    { headers, rawHeaders: [] },
    { headers, rawHeaders: 7 },
    { headers: { ...headers, host: "site.example" }, url: {} },
    { headers: Object.assign(Object.create(null), headers), socket: null },
    { headers: { authorization: [headers.authorization] } },
    { headers, rawHeaders: ["Authorization", headers.authorization, "odd"] },
  ]) {
    assert.equal((await ask(request)).status, 200, inspect(request));
  }
});

test("two tokens are refused in whatever form they come", async () => {
  const one = `Bearer ${token()}`;
  for (const request of [
    { headers: { authorization: [one, one] } },
    { headers: { authorization: `${one}, ${one}` } },
    { headers: { authorization: one }, rawHeaders: ["AUTHORIZATION", one, "authorization", one] },
    { headers: { authorization: one }, rawHeaders: ["authorization", "", "authorization", one] },
  ]) {
    assert.deepEqual([(await ask(request)).status, (await ask(request)).code], [400, "invalid_request"]);
  }
});

test("without a token, or with something else, no request passes", async () => {
  const inherited = Object.create(bearer(token()));
  for (const headers of [
    {},
    inherited,
    { authorization: undefined },
    { authorization: [] },
    { authorization: 7 },
  ]) {
    assert.equal((await ask({ headers })).status, 401, inspect(headers));
  }
});

test("a request that cannot be read does not pass, and nothing is thrown", async () => {
  const thrower = new Proxy(
    {},
    {
      get() {
        throw new Error("no");
      },
      ownKeys() {
        throw new Error("no");
      },
      getOwnPropertyDescriptor() {
        throw new Error("no");
      },
    },
  );
  await logged(async (lines) => {
    for (const request of [
      {},
      { headers: null },
      { headers: thrower },
      thrower,
      Object.freeze({ headers: bearer(token()) }),
    ]) {
      const { status, code } = await ask(request);
      assert.deepEqual([status, code], [500, "gate_misconfigured"]);
    }
    for (const line of lines()) assert.doesNotMatch(String(line), /eyJ/);
  });
});

test("an answer that cannot be written ends nothing", async () => {
  await logged(async () => {
    for (const broken of [
      undefined,
      {},
      { setHeader: () => assert.fail("no"), headersSent: false, getHeader: () => undefined },
      { setHeader() {}, getHeader() {}, end: () => assert.fail("no") },
    ]) {
      await jwtGate({ key })({ headers: {} }, broken, () => assert.fail("let in"));
    }
  });
});

test("a plugin's hook takes what resembles a request of Fastify", async () => {
  const hook = fastifyGate({ key }).require({ claims: { sub: "alice" } });
  const reply = () => ({
    sent: false,
    code(status) {
      this.status = status;
    },
    header() {},
    getHeader: () => undefined,
    send() {},
  });
  const good = { raw: { headers: bearer(token()) } };
  assert.equal(await hook(good, reply()), undefined);
  assert.equal(good.jwt.payload.sub, "alice");
  assert.equal((await hook({ raw: { headers: {} } }, reply())).status, 401);
  await logged(async () => {
    for (const request of [{}, { raw: {} }, undefined]) {
      const answer = reply();
      assert.equal(await hook(request, answer), answer);
      assert.equal(answer.status, 500);
    }
  });
});

test("no word that makes a proxy remove an identity header stays", async () => {
  const request = {
    headers: { ...bearer(token()), connection: "close, X_User_Id", te: "trailers", trailer: "x-user-id" },
    rawHeaders: ["Connection", "close, X_User_Id", "TE", "trailers", "Trailer", "x-user-id", "X-Odd", "1"],
  };
  request.headersDistinct = { connection: ["close, X_User_Id"], trailer: ["x-user-id"] };
  assert.equal((await ask(request, { forwardClaims: { "x-user-id": "sub" } })).status, 200);
  const { authorization, ...headers } = request.headers;
  assert.deepEqual(headers, { connection: "close", te: "trailers", "x-user-id": "alice" });
  assert.deepEqual(request.headersDistinct, { connection: ["close"], "x-user-id": ["alice"] });
  const lines = ["Connection", "close", "TE", "trailers", "X-Odd", "1", "x-user-id", "alice"];
  assert.deepEqual(request.rawHeaders, lines);
});

test("a claim goes into a header of any name, even one that objects have a meaning for", async () => {
  for (const name of ["constructor", "hasownproperty", "__proto__"]) {
    const request = { headers: bearer(token()), rawHeaders: [] };
    const forwardClaims = JSON.parse(`{ "${name}": "sub" }`);
    assert.equal((await ask(request, { forwardClaims })).status, 200);
    assert.equal(Object.getOwnPropertyDescriptor(request.headers, name).value, "alice");
    assert.equal(Object.getPrototypeOf(request.headers), Object.prototype);
  }
});

test("the functions of the options get the framework's request, and the environment", async () => {
  const seen = [];
  const onDecision = (decision, request, env) =>
    seen.push([decision.outcome, request.id, env === process.env]);
  const revocation = { isRevoked: (_, env) => env !== process.env };
  assert.equal(
    (await ask({ headers: bearer(token()), id: 1 }, { onDecision, revocation, optional: true })).status,
    200,
  );
  assert.equal((await ask({ headers: {}, id: 2 }, { onDecision, revocation, optional: true })).status, 200);
  assert.equal((await ask({ headers: bearer("x"), id: 3 }, { onDecision })).status, 401);
  assert.deepEqual(seen, [
    ["passed", 1, true],
    ["anonymous", 2, true],
    ["refused", 3, true],
  ]);
});

test("without a token, a client's own identity headers are removed as well", async () => {
  const request = {
    headers: { "x-user-id": "root", x_user_id: "root", "x-other": "1" },
    rawHeaders: ["X-User-Id", "root", "x_user_id", "root", "X-Other", "1"],
  };
  const { status } = await ask(request, { optional: true, forwardClaims: { "x-user-id": "sub" } });
  assert.equal(status, 200);
  assert.deepEqual([request.headers, request.rawHeaders], [{ "x-other": "1" }, ["X-Other", "1"]]);
  assert.equal(request.jwt, undefined);
});

test("a second header that some server takes for the token's is refused", async () => {
  const tokenFrom = { header: "X-Token" };
  const headers = { "x-token": token() };
  assert.equal((await ask({ headers }, { tokenFrom })).status, 200);
  const rawHeaders = ["X-Token", headers["x-token"], "X_Token", token()];
  for (const request of [{ headers: { ...headers, x_token: token() } }, { headers, rawHeaders }]) {
    assert.equal((await ask(request, { tokenFrom })).code, "invalid_request");
  }
});

test("with optional, a route that asks for more asks for a token", async () => {
  const gate = jwtGate({ key, optional: true });
  for (const before of [true, false]) {
    const request = { headers: {} };
    if (before) await gate(request, response(), () => {});
    for (const route of [gate.require({ scope: "read" }), gate.require()]) {
      const answer = response();
      await route(request, answer, () => assert.fail("let in"));
      assert.deepEqual([answer.statusCode, JSON.parse(answer.body).code], [401, "token_missing"]);
    }
  }
  const plain = [response(), { headers: bearer(token()) }];
  await gate.require()(plain[1], plain[0], () => {});
  assert.equal(plain[1].jwt.payload.sub, "alice");
});

test("the time grows with the number of header lines, and no faster", async () => {
  const gate = jwtGate({
    key,
    forwardClaims: { "x-user-id": "sub" },
    tokenFrom: ["bearer", { cookie: "t" }],
  });
  const time = async (count) => {
    const rawHeaders = Array.from({ length: count }, (_, index) => [`x-${index}`, "a, ".repeat(20)]).flat();
    const request = { headers: bearer(token()), rawHeaders };
    const started = performance.now();
    await gate(request, response(), () => {});
    return performance.now() - started;
  };
  await time(1000);
  const [few, many] = [await time(5000), await time(50_000)];
  assert.ok(many < Math.max(few, 5) * 60, `${few} ms, ${many} ms`);
});

// What only `jwt-wasm/express` can get wrong: its place among other middleware.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { inspect } from "node:util";
import express from "express";
import express4 from "express-4";
import { jwtGate } from "jwt-wasm/express";
import { bearer, key, logged, token } from "./gate.mjs";
import { listening, send } from "./node-apps.mjs";
import { code } from "./support.mjs";

test("wrong options are told at once", () => {
  const wrong = [
    undefined,
    {},
    { key, origin: () => new Response() },
    { key, publicPaths: ["/"] },
    { key, publicMethods: ["GET"] },
    { key, allowPreflight: true },
    { key, isuer: "a" },
    { key, scope: undefined },
  ];
  for (const options of wrong) {
    assert.equal(
      code(() => jwtGate(options)),
      "options_invalid",
      inspect(options),
    );
  }
  const gate = jwtGate({ key });
  for (const demands of [undefined, {}, { scope: "" }, { scope: undefined }, { scopes: "a" }, "admin"]) {
    assert.equal(
      code(() => gate.require(demands)),
      "options_invalid",
      inspect(demands),
    );
  }
});

test("routes before it need no token; a handler that Express has for errors is not called", async () => {
  for (const make of [express, express4]) {
    const app = make();
    const seen = [];
    app.get("/health", (request, response) => response.json({ jwt: request.jwt ?? null }));
    app.use(jwtGate({ key }));
    app.get("/api/me", (_, response) => response.send("handler"));
    app.use((error, _request, response, _next) => {
      seen.push(error);
      response.status(500).end();
    });
    await listening(createServer(app), async (port) => {
      assert.equal((await send(port, {}, { path: "/health" })).text, '{"jwt":null}');
      assert.equal((await send(port, {})).status, 401);
      assert.equal((await send(port, {}, { path: "/unknown" })).status, 401);
      assert.equal((await send(port, bearer(token()))).text, "handler");
    });
    assert.deepEqual(seen, []);
  }
});

test("an error of a handler behind it is the handler's, and told once", async () => {
  for (const make of [express, express4]) {
    const app = make();
    const seen = [];
    app.use(jwtGate({ key }));
    app.get("/api/me", () => {
      throw new Error("of the handler");
    });
    app.use((error, _request, response, _next) => {
      seen.push(error.message);
      response.status(418).end();
    });
    await listening(createServer(app), async (port) => {
      assert.equal((await send(port, bearer(token()))).status, 418);
    });
    assert.deepEqual(seen, ["of the handler"]);
  }
});

test("headers that were set before stay, and Vary names all that the answer depends on", async () => {
  for (const [before, after] of [
    ["Origin", "Origin, Authorization"],
    [["Origin", "accept"], "Origin, accept, Authorization"],
    ["authorization", "Authorization"],
    ["*", "*"],
  ]) {
    const gate = jwtGate({ key });
    const server = createServer((request, response) => {
      response.setHeader("Vary", before);
      response.setHeader("Access-Control-Allow-Origin", "https://app.example");
      gate(request, response, () => response.end("handler"));
    });
    await listening(server, async (port) => {
      const { status, headers } = await send(port, {});
      assert.deepEqual(
        [status, headers.vary, headers["access-control-allow-origin"]],
        [401, after, "https://app.example"],
      );
    });
  }
});

test("without next no request passes, and the process goes on", async () => {
  const gate = jwtGate({ key });
  await logged((lines) =>
    listening(createServer(gate), async (port) => {
      const answer = await send(port, bearer(token()));
      assert.deepEqual([answer.status, JSON.parse(answer.text).code], [500, "gate_misconfigured"]);
      assert.match(lines().at(-1), /the third argument must be a function/);
    }),
  );
});

test("changes that earlier middleware made to the headers count, as they do for handlers", async () => {
  const edits = {
    moved: [(headers) => Object.assign(headers, bearer(headers["x-token"])), 200],
    removed: [(headers) => delete headers.authorization, 401],
    replaced: [(headers) => Object.assign(headers, bearer("garbage")), 401],
  };
  for (const [name, [edit, status]] of Object.entries(edits)) {
    const gate = jwtGate({ key });
    const server = createServer((request, response) => {
      edit(request.headers);
      gate(request, response, () => response.end());
    });
    await listening(server, async (port) => {
      const headers = { "x-token": token(), ...(name !== "moved" && bearer(token())) };
      assert.equal((await send(port, headers)).status, status, name);
    });
  }
});

test("two header lines count as two tokens although Node shows one, in any order and however middleware edits them", async () => {
  const gate = jwtGate({ key });
  const server = createServer((request, response) => {
    if (request.headers["x-edit"]) request.headers.authorization = `Bearer ${token()}`;
    gate(request, response, () => response.end());
  });
  await listening(server, async (port) => {
    const good = `Bearer ${token()}`;
    for (const authorization of [
      [good, good],
      [good, "Bearer garbage"],
      ["Basic YTpi", good],
      [good, "Basic YTpi"],
      ["", good],
    ]) {
      for (const edit of [{}, { "x-edit": "1" }]) {
        const { status } = await send(port, { authorization, ...edit });
        assert.equal(status, 400, inspect(authorization));
      }
    }
  });
});

test("a cookie is read from all lines, and two of its name are refused", async () => {
  const gate = jwtGate({ key, tokenFrom: { cookie: "t" } });
  const server = createServer((request, response) => gate(request, response, () => response.end()));
  await listening(server, async (port) => {
    assert.equal((await send(port, { cookie: ["a=b", `t=${token()}`] })).status, 200);
    assert.equal((await send(port, { cookie: [`t=${token()}`, `t=${token()}`] })).status, 400);
    assert.equal((await send(port, { cookie: "a=b" })).headers.vary, "Cookie");
  });
});

test("a host that cannot be one is not sent back, nor is one that is sent twice", async () => {
  const gate = jwtGate({ key });
  const server = createServer((request, response) => gate(request, response, () => response.end()));
  await listening(server, async (port) => {
    const realms = {
      "api.example:8080": "api.example:8080",
      "good.example/api?": "api",
      "a b": "api",
      "user@host": "api",
      'x"y': "api",
    };
    for (const [host, realm] of Object.entries(realms)) {
      const { status, headers } = await send(port, { host });
      assert.deepEqual([status, headers["www-authenticate"]], [401, `Bearer realm="${realm}"`], host);
    }
    for (const path of ["/a/../b", "/a/%2e%2E/b", "/a\\b", "http://other.example/a", "/a#b"]) {
      const { status, headers } = await send(port, {}, { path });
      assert.deepEqual([status, headers["www-authenticate"]], [401, 'Bearer realm="api"'], path);
    }
  });
});

test("a request that was answered meanwhile is not answered again", async () => {
  let finish;
  const asked = new Promise((resolve) => {
    finish = resolve;
  });
  const keyFromEnv = async () => {
    await asked;
    return key;
  };
  const gate = jwtGate({ keyFromEnv });
  let gone;
  const server = createServer((request, response) => {
    gone = gate(request, response, () => {});
    response.writeHead(503).end("too late");
  });
  await listening(server, async (port) => {
    const answer = await send(port, {});
    finish();
    await gone;
    assert.deepEqual([answer.status, answer.text], [503, "too late"]);
  });
});

test("a route behind the gate that asks more does not look at the token again", async () => {
  let asked = 0;
  const isRevoked = () => ++asked > 1;
  const app = express();
  const gate = jwtGate({ key, revocation: { isRevoked } });
  app.use(gate, gate.require({ claims: { role: "admin" } }), gate);
  app.get("/api/me", (request, response) => response.send(request.jwt.payload.sub));
  await listening(createServer(app), async (port) => {
    assert.equal((await send(port, bearer(token({ role: "admin" })))).text, "alice");
    assert.equal(asked, 1);
  });
});

test("two gates each check their own demands", async () => {
  const app = express();
  app.use(jwtGate({ key, claims: { tenant: "a" } }), jwtGate({ key, claims: { role: "admin" } }));
  app.get("/api/me", (_, response) => response.send("handler"));
  await listening(createServer(app), async (port) => {
    assert.equal((await send(port, bearer(token({ tenant: "a", role: "admin" })))).status, 200);
    assert.equal((await send(port, bearer(token({ tenant: "a" })))).status, 401);
    assert.equal((await send(port, bearer(token({ role: "admin" })))).status, 401);
  });
});

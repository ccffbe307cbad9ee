// A gate that is used in another framework, or that was never made. No request passes, and the error says what to write.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import connect from "connect";
import express from "express";
import Fastify from "fastify";
import Fastify4 from "fastify-4";
import { Hono } from "hono";
import { createGate } from "jwt-wasm/edge";
import { jwtGate as expressGate } from "jwt-wasm/express";
import { jwtGate as fastifyGate } from "jwt-wasm/fastify";
import { jwtGate as honoGate } from "jwt-wasm/hono";
import { bearer, key, token } from "./gate.mjs";
import { listening, send } from "./node-apps.mjs";
import { code } from "./support.mjs";

const gates = {
  edge: createGate({ key, origin: () => new Response("let in") }),
  express: expressGate({ key }),
  fastify: fastifyGate({ key }),
  hono: honoGate({ key }),
};

async function inExpress(middleware) {
  const app = express();
  let thrown;
  app.use(middleware);
  app.use((_request, response) => response.end("let in"));
  app.use((error, _request, response, _next) => {
    thrown = error;
    response.status(500).end();
  });
  await listening(createServer(app), async (port) =>
    assert.equal((await send(port, bearer(token()))).status, 500),
  );
  return thrown;
}

async function inHono(middleware) {
  let thrown;
  const app = new Hono().use(middleware).get("/", (c) => c.text("let in"));
  app.onError((error, c) => {
    thrown = error;
    return c.text("", 500);
  });
  assert.equal((await app.request("/", { headers: bearer(token()) })).status, 500);
  return thrown;
}

const registered = (make) => async (plugin) => {
  const app = make();
  app.register(plugin);
  return app.ready().then(
    () => assert.fail("it was registered"),
    (error) => error,
  );
};

const hooked = (make) => async (onRequest) => {
  const app = make();
  let thrown;
  app.setErrorHandler((error, _request, reply) => {
    thrown = error;
    return reply.code(500).send();
  });
  app.get("/", { onRequest }, async () => "let in");
  assert.equal((await app.inject({ url: "/", headers: bearer(token()) })).statusCode, 500);
  return thrown;
};

/** Fastify 5 itself refuses an async plugin with three parameters before it calls it. */
const orAsync = (make, message) => (make === Fastify ? /mixes async and callback styles/ : message);

const CASES = [
  [
    "Express",
    inExpress,
    "edge",
    /must be called with a Request; in a framework use jwtGate of .*jwt-wasm\/express/,
  ],
  ["Express", inExpress, "fastify", /a plugin for Fastify: app\.register\(gate\); .*jwt-wasm\/express/],
  ["Express", inExpress, "hono", /middleware for Hono; .*jwt-wasm\/express/],
  ["Hono", inHono, "edge", /must be called with a Request; in a framework use jwtGate of jwt-wasm\/hono/],
  ["Hono", inHono, "express", /middleware for Express, Connect and node:http; .*jwt-wasm\/hono/],
  ["Hono", inHono, "fastify", /a plugin for Fastify: app\.register\(gate\); .*jwt-wasm\/hono/],
  ...[Fastify, Fastify4].flatMap((make) => [
    [
      "Fastify",
      registered(make),
      "edge",
      orAsync(make, /must be called with a Request; .*jwt-wasm\/fastify/),
    ],
    ["Fastify", registered(make), "express", orAsync(make, /middleware for Express, .*jwt-wasm\/fastify/)],
    ["Fastify", registered(make), "hono", /middleware for Hono; .*jwt-wasm\/fastify/],
    ["a hook of Fastify", hooked(make), "fastify", /a plugin for Fastify: app\.register\(gate\)/],
    ["a hook of Fastify", hooked(make), "hono", /middleware for Hono; .*jwt-wasm\/fastify/],
  ]),
];

for (const [place, use, name, message] of CASES) {
  test(`the gate of ${name} in ${place}`, async () => {
    const error = await use(gates[name]);
    assert.ok(["options_invalid", "FST_ERR_PLUGIN_INVALID_ASYNC_HANDLER"].includes(error.code), error.code);
    assert.match(error.message, message);
  });
}

test("require() of one framework in another", async () => {
  const asked = { onRequest: /app\.get\(path, \{ onRequest: gate\.require\(\{ … \}\) \}, handler\)/ };
  const hook = gates.fastify.require({ scope: "a" });
  for (const use of [inExpress, inHono, registered(Fastify), registered(Fastify4)]) {
    assert.match((await use(hook)).message, asked.onRequest);
  }
  for (const use of [inHono, registered(Fastify4)]) {
    assert.match((await use(gates.express.require())).message, /middleware for Express/);
  }
  for (const use of [inExpress, registered(Fastify)]) {
    assert.match((await use(gates.hono.require())).message, /middleware for Hono/);
  }
});

test("jwtGate and require themselves, whose results were meant", async () => {
  const itself = /app\.use\(jwtGate\(\{ … \}\)\)/;
  assert.match((await inExpress(expressGate)).message, itself);
  assert.match((await inHono(honoGate)).message, itself);
  assert.match((await inExpress(fastifyGate)).message, /app\.register\(jwtGate/);
  assert.match((await registered(Fastify)(fastifyGate)).message, /app\.register\(jwtGate/);
  // `map` also passes a number and a list, which are not a request.
  assert.equal([{ key }].map(expressGate).length, 1);
  assert.equal([{ key }].map(honoGate).length, 1);
  const call = /use its result: gate\.require\(\{ … \}\)/;
  assert.match((await inExpress(gates.express.require)).message, call);
  assert.match((await inHono(gates.hono.require)).message, call);
  assert.match((await hooked(Fastify)(gates.fastify.require)).message, call);
  const app = connect().use(gates.express.require);
  await listening(createServer(app), async (port) =>
    assert.equal((await send(port, bearer(token()))).status, 500),
  );
});

test("options that the app's own routes replace are refused", () => {
  for (const make of [expressGate, fastifyGate, honoGate]) {
    assert.equal(
      code(() => make({ key, routes: {} })),
      "options_invalid",
    );
    assert.throws(() => make({ key, routes: {} }), {
      message:
        "the option routes is for createGate; here the app's routes do its job: app.get(path, gate.require({ … }), handler)",
    });
  }
});

// Another script adds a property to Object.prototype while gates are at work. No request may pass because of it. The cases include
// proofs, answers of an authorization server, and the objects that adapters pass to each other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Hono } from "hono";
import { memoryReplay } from "jwt-wasm/dpop";
import { createGate, introspection } from "jwt-wasm/edge";
import { jwtGate as nodeGate } from "jwt-wasm/express";
import { jwtGate as fastifyGate } from "jwt-wasm/fastify";
import { jwtGate as honoGate } from "jwt-wasm/hono";
import { ath, client, proofOf, URL } from "./dpop.mjs";
import { bearer, key, logged, token } from "./gate.mjs";

const bound = token({ cnf: { jkt: client.jkt } });

const POLLUTED = {
  status: 200,
  request: new Request(URL),
  response: new Response("polluted"),
  verified: { payload: {} },
  identity: { claims: {} },
  isNew: false,
  passed: {},
  headers: [],
  error: "unsupported_token_type",
  ath: ath(bound),
  jti: "polluted",
  htm: "GET",
  htu: URL,
  nonce: "polluted",
  jwk: client.jwk,
  alg: "ES256",
  active: true,
  token_type: "Bearer",
  cnf: { jkt: client.jkt },
  exp: 4_000_000_000,
  scheme: "dpop",
  ":authority": "polluted.example",
};

const proof = (more) => proofOf({ token: bound, ...more });
const without = (name) => proof({ claims: { [name]: undefined } });
const withProof = (dpop) => ({ authorization: `DPoP ${bound}`, dpop });

/** Each request, with whether it may pass. */
const requests = () => [
  [true, withProof(proof())],
  [true, bearer(token())],
  [false, {}],
  [false, bearer("garbage")],
  [false, bearer(bound)],
  [false, withProof("")],
  ...["ath", "jti", "htm", "htu", "iat"].map((name) => [false, withProof(without(name))]),
  ...["jwk", "alg", "typ"].map((name) => [false, withProof(proof({ header: { [name]: undefined } }))]),
];

/** By name: makes a function that says whether a request got through. */
const ADAPTERS = {
  createGate(options) {
    const gate = createGate({ ...options, origin: () => new Response("through") });
    return async (headers) => (await (await gate(new Request(URL, { headers }))).text()) === "through";
  },
  Hono(options) {
    const app = new Hono();
    app.use("*", honoGate(options));
    app.all("*", (c) => c.text("through"));
    return async (headers) => (await (await app.fetch(new Request(URL, { headers }))).text()) === "through";
  },
  "node:http"(options) {
    const gate = nodeGate(options);
    return async (headers) => {
      let isThrough = false;
      const response = { headersSent: false, getHeader() {}, setHeader() {}, end() {} };
      await gate(nodeRequest(headers), response, () => {
        isThrough = true;
      });
      return isThrough;
    };
  },
  Fastify(options) {
    const hook = fastifyGate(options).require({ claims: { sub: "alice" } });
    return async (headers) => {
      let isSent = false;
      const send = () => {
        isSent = true;
      };
      const reply = { sent: false, code() {}, getHeader() {}, header() {}, send };
      const raw = nodeRequest(headers);
      await hook({ raw, headers: raw.headers }, reply);
      return !isSent;
    };
  },
};

function nodeRequest(headers) {
  const all = { host: "site.example", ...headers };
  const { pathname: url } = new globalThis.URL(URL);
  const socket = { encrypted: true };
  return { method: "GET", url, headers: all, rawHeaders: Object.entries(all).flat(), socket };
}

const polluting = async (name, use) => {
  const made = { value: POLLUTED[name], configurable: true, writable: true };
  Object.defineProperty(Object.prototype, name, made);
  try {
    return await use();
  } finally {
    delete Object.prototype[name];
  }
};

for (const [adapter, make] of Object.entries(ADAPTERS)) {
  test(`${adapter}: good requests pass and bad ones do not`, async () => {
    await logged(async () => {
      for (const name of ["unused", ...Object.keys(POLLUTED)]) {
        const passes = make({ key, dpop: { replay: memoryReplay() } });
        for (const [isGood, headers] of requests()) {
          const told = `${name} ${JSON.stringify(headers).slice(0, 30)}`;
          assert.equal(await polluting(name, () => passes(headers)), isGood, told);
        }
      }
    });
  });
}

test("no answer of an authorization server becomes a better one", async () => {
  const cases = [
    [{ active: true, token_type: "Bearer" }, 200, 200],
    [{ active: true }, 200, 401],
    [{ token_type: "Bearer" }, 200, 503],
    [{ active: false }, 200, 401],
    [{ active: true, token_type: "DPoP" }, 200, 401],
    [{}, 400, 503],
  ];
  await logged(async () => {
    for (const name of ["unused", ...Object.keys(POLLUTED)]) {
      for (const [answer, status, expected] of cases) {
        const response = new Response(JSON.stringify(answer), { status });
        const asked = introspection({
          endpoint: "https://auth.example/introspect",
          clientId: "api",
          clientSecret: "secret",
          fetch: async () => response,
        });
        const gate = createGate({ key, introspection: asked, origin: () => new Response("through") });
        const request = new Request(URL, { headers: bearer("opaque") });
        const { status: found } = await polluting(name, () => gate(request));
        assert.equal(found, expected, `${name} ${JSON.stringify(answer)}`);
      }
    }
  });
});

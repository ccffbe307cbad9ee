// A property that another script adds to Object.prototype changes no decision and no answer of the gate.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { jwtGate } from "jwt-wasm/hono";
import { bearer, gateOf, key, logged, token } from "./gate.mjs";
import { code } from "./support.mjs";

const POLLUTED = {
  optional: true,
  routes: { "/x": { scope: "polluted" } },
  dpop: {},
  certificateThumbprint: () => "polluted",
  allowUnboundUse: true,
  introspection: {},
  onDecision: () => {},
  onReject: () => new Response("polluted"),
  tokenFrom: { cookie: "polluted" },
  header: "x-polluted",
  cookie: "polluted",
  chunks: true,
  isChunked: true,
  verifier: () => ({ verify: async () => ({ payload: {} }) }),
  number: 1,
  decryption: () => ({ read: async () => ({ verified: { payload: {} }, text: "{}" }), find: () => "absent" }),
  read: async () => ({ verified: { payload: {} }, text: "{}" }),
  find: () => "absent",
  webSocket: "protocol",
  scheme: "dpop",
  scope: "polluted",
  scopes: ["polluted"],
  claims: ["polluted"],
  headers: { "x-polluted": "polluted" },
  response: new Response("polluted"),
  text: "{}",
  cnf: { jkt: "polluted" },
  jkt: "polluted",
  role: "admin",
  error: { actual: "polluted" },
  actual: "polluted",
  oneOf: [1],
  contains: [1],
  realm: "polluted",
  aud: "https://site.example/api",
  audience: "https://site.example/api",
  resource: { url: "https://polluted.example", authorizationServers: ["https://polluted.example"] },
  metadata: { url: "polluted" },
  resourceName: "polluted",
  authorizationServers: ["https://polluted.example"],
  bearer_methods_supported: ["polluted"],
  parameters: ["polluted"],
  demands: { scopes: ["polluted"], claims: [] },
  key,
};

const RESOURCE = { url: "https://site.example/api", authorizationServers: ["https://auth.example"] };
const METADATA = "https://site.example/.well-known/oauth-protected-resource/api";

const OPTIONS = [
  {},
  { scope: "read" },
  { tokenFrom: ["bearer", { cookie: "t" }, { header: "x-token" }, { webSocket: "protocol" }] },
  { routes: { "/api": { claims: { role: "admin" } } } },
  { routes: { "/api": { scope: "admin" } }, optional: true },
  { forwardClaims: { "x-number": "n" } },
  { allowUnboundUse: true },
  { resource: RESOURCE },
  { resource: { ...RESOURCE, resourceName: "api" }, audience: "else", scope: "read" },
];
const HEADERS = [
  {},
  bearer(token()),
  bearer(token({ role: "admin", scope: "admin read", n: 7 })),
  bearer(token({ cnf: {} })),
  bearer(token({ cnf: { "x5t#S256": "x" } })),
  bearer(token({ exp: 1 }, {})),
  bearer(token({ aud: "else" })),
  bearer(token({ aud: RESOURCE.url })),
  bearer(token({ aud: ["else", RESOURCE.url], scope: "read" })),
  bearer("a b"),
  { "x-token": token() },
  { "sec-websocket-protocol": `bearer, ${token()}` },
];

async function all() {
  const answers = [];
  for (const options of OPTIONS) {
    // The gate looks for `key` among the own members of its options.
    const { send } = gateOf({ key, ...options });
    for (const headers of HEADERS) answers.push({ options, headers, answer: await send(headers) });
    answers.push({ options, answer: await send({}, { url: METADATA }) });
  }
  return answers;
}

test("decisions and answers are the same", async () => {
  const expected = await all();
  const statuses = new Set(expected.map(({ answer }) => answer.status));
  assert.deepEqual([...statuses].sort(), [200, 400, 401, 403]);
  await logged(async () => {
    let found;
    try {
      for (const [name, value] of Object.entries(POLLUTED)) {
        Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
      }
      found = await all();
      assert.equal(
        code(() => jwtGate({ key }).require({})),
        "options_invalid",
      );
    } finally {
      for (const name of Object.keys(POLLUTED)) delete Object.prototype[name];
    }
    for (const [index, { options, headers, answer }] of expected.entries()) {
      assert.deepEqual(found[index].answer, answer, inspect({ options, headers }));
    }
  });
});

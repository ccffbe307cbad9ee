// Tokens in other places than the header `Authorization`, and in several places at once.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { inspect } from "node:util";
import { createGate } from "jwt-wasm/edge";
import { bearer, gateOf, key, token } from "./gate.mjs";
import { code, load, SECRET } from "./support.mjs";

const origin = () => new Response();
const filled = (headers) => {
  const [one, other] = [token(), token({ sub: "mallory" })];
  const fill = (text) => text.replaceAll("{token}", one).replaceAll("{other}", other);
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
};

test("each place is read, and no token or more than one there is refused", async () => {
  for (const { from, headers, code: expected, goesOn } of load("reports/gate-tokens.json").places) {
    const { send, seen } = gateOf({ tokenFrom: from });
    const told = inspect({ from, headers });
    const { status, body } = await send(filled(headers));
    if (expected === null) {
      assert.equal(status, 200, told);
      assert.equal(seen[0].verified.payload.sub, "alice", told);
      assert.equal(seen[0].headers["sec-websocket-protocol"], goesOn, told);
    } else {
      assert.equal(body.code, expected, told);
      assert.equal(status, expected === "token_missing" ? 401 : 400, told);
      assert.equal(seen.length, 0, told);
    }
  }
});

test("Vary names each header that was looked at, once", async () => {
  for (const [tokenFrom, expected] of [
    ["bearer", "Authorization"],
    [["bearer"], "Authorization"],
    [{ cookie: "t" }, "Cookie"],
    [{ header: "Cf-Access-Jwt-Assertion" }, "Cf-Access-Jwt-Assertion"],
    [{ webSocket: "protocol" }, "Sec-WebSocket-Protocol"],
    [["bearer", { cookie: "a" }, { cookie: "b" }, { header: "X-T" }], "Authorization, Cookie, X-T"],
    [["bearer", { header: "authorization", scheme: "JWT" }], "Authorization"],
  ]) {
    assert.equal((await gateOf({ tokenFrom }).send()).vary, expected);
  }
});

test("headers that are not the place of a token go on unchanged", async () => {
  const { send, seen } = gateOf();
  const protocols = { "sec-websocket-protocol": "bearer, x" };
  assert.equal((await send({ ...bearer(token()), ...protocols })).status, 200);
  assert.equal(seen[0].headers["sec-websocket-protocol"], "bearer, x");
});

test("no token of a WebSocket reaches the origin of a public path either", async () => {
  const { send, seen } = gateOf({ tokenFrom: { webSocket: "protocol" }, publicPaths: ["/open"] });
  const url = "https://site.example/open";
  for (const [offered, goesOn] of [
    [`chat, bearer, ${token()}`, "chat, bearer"],
    [`bearer,${token()},chat`, "bearer, chat"],
    [`bearer, ${token()}, bearer, ${token()}`, "bearer, bearer"],
    ["bearer, not a token", "bearer"],
    ["chat,log", "chat,log"],
    ["bearer", "bearer"],
  ]) {
    assert.equal((await send({ "sec-websocket-protocol": offered }, { url })).status, 200, offered);
    assert.equal(seen.at(-1).headers["sec-websocket-protocol"], goesOn, offered);
  }
  // An origin that upgrades the connection needs the original request.
  assert.equal((await send({}, { url })).status, 200);
  assert.equal(seen.at(-1).headers["sec-websocket-protocol"], undefined);
});

test("the padded tokens of AWS load balancers, in their header and as Bearer", async () => {
  const padded = (bytes) => Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  const input = [
    { alg: "HS256", a: 1 },
    { sub: "alice", exp: 4000000000 },
  ]
    .map((part) => padded(JSON.stringify(part)))
    .join(".");
  const given = `${input}.${padded(createHmac("sha256", SECRET).update(input).digest())}`;
  assert.match(given, /=\..*=$/);
  const places = { header: "X-Amzn-Oidc-Data" };
  for (const [options, headers] of [
    [{ tokenFrom: places }, { "x-amzn-oidc-data": given }],
    [{}, bearer(given)],
    [{ tokenFrom: { cookie: "t" } }, { cookie: `t=${given}` }],
  ]) {
    assert.equal((await gateOf({ ...options, allowPadding: true }).send(headers)).status, 200);
    assert.equal((await gateOf(options).send(headers)).body.code, "malformed");
  }
  for (const wrong of [`=${given}`, given.replace("=", "=x")]) {
    const { body } = await gateOf({ allowPadding: true }).send(bearer(wrong));
    assert.equal(body.code, "invalid_request", wrong);
  }
});

test("a place that is changed later is the one that was checked", async () => {
  const places = [{ header: "x-token" }];
  const { send } = gateOf({ tokenFrom: places });
  places[0].header = "x-other";
  places.push("bearer");
  assert.equal((await send({ "x-token": token() })).status, 200);
  assert.equal((await send(bearer(token()))).status, 401);
});

test("wrong places are told at once", () => {
  for (const tokenFrom of [
    [],
    [[]],
    [["bearer"]],
    ["bearer", "query"],
    "Bearer",
    {},
    { header: "" },
    { header: "a b" },
    { header: undefined },
    { scheme: "Token" },
    { cookie: "a", scheme: "Token" },
    { header: "x", scheme: "" },
    { header: "x", scheme: "a b" },
    { header: "x", scheme: undefined },
    { header: "x", cookie: "y" },
    { header: "x", more: 1 },
    { webSocket: "query" },
    { webSocket: true },
    { webSocket: "protocol", cookie: "x" },
    ...[
      "Cookie",
      "DPoP",
      "Host",
      "Sec-WebSocket-Protocol",
      "sec_websocket_key",
      "connection",
      "Proxy-Authorization",
    ].map((header) => ({ header })),
    // Without the option `dpop`, the gate cannot check a proof.
    "dpop",
    ["bearer", "dpop"],
    { header: "x-forwarded-authorization", scheme: "DPoP" },
  ]) {
    const refused = code(() => createGate({ key, origin, tokenFrom }));
    assert.equal(refused, "options_invalid", inspect(tokenFrom));
  }
});

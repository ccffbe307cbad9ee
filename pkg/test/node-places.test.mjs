// Tokens in each place, and bound tokens, in Node's frameworks: the answers are exactly those of createGate.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/express";
import { bearer, key, token } from "./gate.mjs";
import { APPS, isHttp2, send as sendTo, serving } from "./node-apps.mjs";
import { load } from "./support.mjs";

const { places } = load("reports/gate-tokens.json");
const [good, other] = [token(), token({ sub: "mallory" })];
const filled = (headers) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll("{token}", good).replaceAll("{other}", other),
    ]),
  );

async function answerOfGate(gate, headers) {
  const answer = await gate(new Request("https://site.example/api/me", { headers }));
  const { status } = answer;
  const [challenge, vary] = ["www-authenticate", "vary"].map((name) => answer.headers.get(name) ?? undefined);
  return { status, challenge, vary, text: await answer.text() };
}

async function checkLike(name, options, requests) {
  const gate = createGate({ key, ...options, origin: () => new Response("handler") });
  await serving(name, [{ key, ...options }], async (send) => {
    for (const headers of requests) {
      const { status, headers: answered, text } = await send(headers);
      const expected = await answerOfGate(gate, headers);
      if (expected.status === 200) assert.equal(JSON.parse(text).sub, "alice", JSON.stringify(headers));
      else {
        const { "www-authenticate": challenge, vary } = answered;
        assert.deepEqual({ status, challenge, vary, text }, expected, JSON.stringify(headers));
      }
    }
  });
}

/** In HTTP/2 a value has no white space around it (RFC 9113 §8.2.1), and Node's client sends ASCII only. */
const isOfHttp2 = (headers) =>
  Object.values(headers).every(
    (value) => /^[\x21-\x7e](?:.*[\x21-\x7e])?$/.test(value) && !/[^\x20-\x7e]/.test(value),
  );

const froms = [...new Set(places.map(({ from }) => JSON.stringify(from)))];

for (const name of Object.keys(APPS)) {
  test(`${name}: each place`, async () => {
    for (const from of froms) {
      const rows = places.filter((row) => JSON.stringify(row.from) === from);
      await checkLike(
        name,
        { tokenFrom: JSON.parse(from) },
        rows.map(({ headers }) => filled(headers)).filter((one) => !isHttp2(name) || isOfHttp2(one)),
      );
    }
  });

  test(`${name}: bound tokens`, async () => {
    const requests = [{ jkt: "x" }, { "x5t#S256": "x" }, {}, null].map((cnf) => bearer(token({ cnf })));
    await checkLike(name, {}, requests);
    await checkLike(name, { allowUnboundUse: true }, requests);
  });
}

test("the subprotocols of a WebSocket go on without the token, however Node shows them", async () => {
  const gate = jwtGate({ key, tokenFrom: [{ webSocket: "protocol" }, { cookie: "t" }] });
  const server = createServer((request, response) =>
    gate(request, response, () => {
      const { headers, headersDistinct, rawHeaders } = request;
      response.end(JSON.stringify([headers["sec-websocket-protocol"], headersDistinct, rawHeaders]));
    }),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  try {
    for (const [offered, left] of [
      [`bearer, ${good}`, "bearer"],
      [`chat.v2, bearer, ${good}`, "chat.v2, bearer"],
      [["chat.v2", `bearer, ${good}`], "chat.v2, bearer"],
      [[`bearer`, good, "chat.v2"], "bearer, chat.v2"],
    ]) {
      const { status, text } = await sendTo(port, { "Sec-WebSocket-Protocol": offered });
      assert.equal(status, 200, text);
      assert.equal(JSON.parse(text)[0], left);
      assert.ok(!text.includes(good), text);
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

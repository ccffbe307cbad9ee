// A WebSocket whose token is among its subprotocols, in real workerd.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { bundleFixture, start } from "./bundle.mjs";
import { SECRET, token } from "./tokens.mjs";

let worker;
before(async () => {
  const { modules } = await bundleFixture("socket");
  worker = await start(modules, { JWT_SECRET: SECRET });
});
after(() => worker?.dispose());

/** The answer to a handshake, and the first message if the connection opens. */
function shake(protocols) {
  const headers = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...(protocols && { "Sec-WebSocket-Protocol": protocols }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(worker.url, { headers });
    sent.on("error", reject);
    sent.on("response", (answer) => resolve({ status: answer.statusCode, headers: answer.headers }));
    sent.on("upgrade", ({ statusCode: status, headers }, socket, head) => {
      const done = (frame) => {
        socket.destroy();
        // A short text frame (RFC 6455 §5.2).
        resolve({ status, headers, text: frame.subarray(2, 2 + frame[1]).toString() });
      };
      if (head.length > 0) done(head);
      else socket.once("data", done);
    });
    sent.end();
  });
}

test("a token among the subprotocols is let in, and is not answered", { timeout: 60_000 }, async () => {
  for (const [offered, answered] of [
    [`bearer, ${token()}`, "bearer"],
    [`chat.v2, bearer, ${token()}`, "bearer"],
    [`bearer, ${token()}, chat.v2`, "chat.v2"],
  ]) {
    const { status, headers, text } = await shake(offered);
    assert.deepEqual([status, headers["sec-websocket-protocol"], text], [101, answered, "alice"]);
  }
});

test("without a good one there is no WebSocket", { timeout: 60_000 }, async () => {
  for (const [offered, status] of [
    [undefined, 401],
    ["chat.v2", 401],
    ["bearer, garbage", 401],
    [`bearer, ${token({ exp: 1 })}`, 401],
    [`bearer, ${token()}, bearer, ${token()}`, 400],
  ]) {
    const answer = await shake(offered);
    assert.equal(answer.status, status, offered);
    assert.equal(answer.headers.vary, "Sec-WebSocket-Protocol");
  }
});

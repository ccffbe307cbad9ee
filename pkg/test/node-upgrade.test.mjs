// Requests to upgrade a connection. For these, a Node server passes the bare connection instead of a response.
import assert from "node:assert/strict";
import { request as ask, createServer } from "node:http";
import { connect as connectTcp } from "node:net";
import { test } from "node:test";
import { jwtGate } from "jwt-wasm/express";
import { bearer, key, logged, token } from "./gate.mjs";
import { listening, send } from "./node-apps.mjs";

const UPGRADE = { connection: "Upgrade", upgrade: "websocket" };

function upgrading(gate, then) {
  const server = createServer((_, response) => response.end());
  server.on("upgrade", (request, socket) => gate(request, socket, () => then(request, socket)));
  return server;
}

const upgrade = (port, headers) =>
  new Promise((resolve, reject) => {
    const host = { host: "site.example", ...UPGRADE, ...headers };
    const sent = ask({ port, host: "127.0.0.1", path: "/api/me", headers: host });
    sent.on("error", reject);
    sent.on("upgrade", (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode, headers: answer.headers });
    });
    sent.on("response", async (answer) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      resolve({ status: answer.statusCode, headers: answer.headers, text });
    });
    sent.end();
  });

test("a request to upgrade goes on with a good token, and is answered without one", async () => {
  const seen = [];
  const server = upgrading(jwtGate({ key, forwardClaims: { "x-user-id": "sub" } }), (request, socket) => {
    seen.push([request.jwt.payload.sub, request.headers["x-user-id"]]);
    assert.equal(socket.listenerCount("error"), 0);
    socket.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  });
  await listening(server, async (port) => {
    assert.equal((await upgrade(port, { ...bearer(token()), "x-user-id": "root" })).status, 101);
    assert.deepEqual(seen, [["alice", "alice"]]);
    const plain = await send(port, {});
    assert.equal(plain.status, 200);
    for (const [headers, status, expected] of [
      [{}, 401, "token_missing"],
      [bearer("garbage"), 401, "malformed"],
      [{ authorization: [`Bearer ${token()}`, `Bearer ${token()}`] }, 400, "invalid_request"],
    ]) {
      const answer = await upgrade(port, headers);
      assert.equal(answer.status, status);
      assert.equal(answer.headers.connection, "close");
      assert.match(answer.headers["www-authenticate"], /^Bearer realm="site.example"/);
      assert.deepEqual(JSON.parse(answer.text).code, expected);
    }
    assert.equal(seen.length, 1);
  });
});

/** Waits until the connection ends, in whichever way. */
const gone = (socket) =>
  new Promise((resolve) => {
    socket.on("error", () => {});
    socket.on("close", resolve).resume();
  });

test("a connection that breaks while the token is looked at does not end the process", async () => {
  let finish;
  const waiting = new Promise((resolve) => {
    finish = resolve;
  });
  let goneOn = 0;
  let started;
  const asked = new Promise((resolve) => {
    started = resolve;
  });
  const keyFromEnv = async () => {
    started();
    await waiting;
    throw new Error("no key");
  };
  const gate = jwtGate({ keyFromEnv });
  const server = createServer();
  let done;
  server.on("upgrade", (request, socket) => {
    done = gate(request, socket, () => goneOn++);
    // The client resets the connection.
    setImmediate(() => socket.destroy(new Error("ECONNRESET")));
  });
  await logged(() =>
    listening(server, async (port) => {
      const socket = connectTcp(port, "127.0.0.1");
      const closed = gone(socket);
      socket.write(
        `GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\nAuthorization: Bearer ${token()}\r\n\r\n`,
      );
      await asked;
      await closed;
      finish();
      await done;
      assert.equal(goneOn, 0);
    }),
  );
});

test("nor does one that breaks while it is answered", async () => {
  const gate = jwtGate({ key });
  const server = createServer();
  const refused = new Promise((resolve) => {
    server.on("upgrade", async (request, socket) => {
      await gate(request, socket, () => {});
      resolve(socket);
    });
  });
  await listening(server, async (port) => {
    const client = connectTcp(port, "127.0.0.1");
    const closed = gone(client);
    client.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
    const socket = await refused;
    socket.destroy(new Error("ECONNRESET"));
    await closed;
  });
});

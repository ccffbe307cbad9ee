// WebSocket handshakes, as pages and other clients make them, with programs that guard sockets.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { WebSocket } from "ws";
import { checkAnswers } from "./answers.mjs";
import { token } from "./tokens.mjs";

/** @param at such as `ws://127.0.0.1:3000/api/me`. The program first sends the user's name and then echoes. */
export async function checkSockets(at) {
  await checkAnswers((authorization) => handshake(at, authorization));
  const exp = Math.floor(Date.now() / 1000) + 2;
  const good = token({ aud: "api", exp });
  const socket = new WebSocket(at, ["bearer", good]);
  const closed = once(socket, "close");
  const [hello] = await once(socket, "message");
  assert.deepEqual(JSON.parse(hello), { sub: "alice" });
  assert.equal(socket.protocol, "bearer");
  socket.send("hi");
  const [answer] = await once(socket, "message");
  assert.equal(String(answer), "alice: hi");
  for (const protocols of [[], ["bearer"], ["other"], ["bearer", good, "bearer", good]]) {
    const status = await statusOf(at, protocols);
    assert.ok([400, 401].includes(status), `${protocols}: ${status}`);
  }
  return { socket, closed, exp };
}

const statusOf = (at, protocols) =>
  new Promise((resolve, reject) => {
    handshake(at, [], protocols.join(", ")).then(({ status }) => resolve(status), reject);
  });

/** The answer to a handshake. For a connection that opens, it is 200 and the first message. */
async function handshake(at, authorization, protocol) {
  if (authorization.length === 1 && authorization[0].length > 7) {
    const opened = await open(at, authorization[0]);
    if (opened) return opened;
  }
  const key = { "sec-websocket-version": "13", "sec-websocket-key": Buffer.alloc(16).toString("base64") };
  const headers = { connection: "Upgrade", upgrade: "websocket", ...key };
  if (authorization.length > 0) headers.authorization = authorization;
  if (protocol) headers["sec-websocket-protocol"] = protocol;
  const sent = request(at.replace(/^ws/, "http"), { headers });
  sent.end();
  return Promise.race([
    once(sent, "upgrade").then(([, socket]) => {
      socket.destroy();
      return { status: 101, text: "" };
    }),
    once(sent, "response").then(async ([answer]) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      return { status: answer.statusCode, headers: new Headers(answer.headers), text };
    }),
  ]);
}

async function open(at, authorization) {
  const socket = new WebSocket(at, { headers: { authorization } });
  try {
    const [text] = await once(socket, "message");
    return { status: 200, headers: new Headers(), text: String(text) };
  } catch {
    return undefined;
  } finally {
    socket.on("error", () => {}).terminate();
  }
}

// Runs a server program for Node as it is written.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { folderWith } from "./folder.mjs";

export async function startServer({ code, name }, env) {
  const cwd = await folderWith(name, "server.mjs", code);
  const port = await freePort();
  const { NODE_OPTIONS, NODE_TEST_CONTEXT, ...own } = process.env;
  const child = spawn(process.execPath, ["server.mjs"], {
    cwd,
    env: { ...own, ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  let said = "";
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk) => {
        said += chunk;
        if (said.includes("listening")) resolve();
      });
    }
    ended.then(() => reject(new Error(`it ended: ${said}`)));
  });
  return {
    send: (authorization, target) => send(port, authorization, target),
    port,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

function send(port, authorization, { path = "/api/me", method = "GET" } = {}) {
  return new Promise((resolve, reject) => {
    const headers = authorization.length > 0 ? { Authorization: authorization } : {};
    const sent = request({ port, path, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => {
        resolve({ status: answer.statusCode, headers: new Headers(answer.headers), text });
      });
    });
    sent.on("error", reject).end();
  });
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

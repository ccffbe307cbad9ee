// The proxy of examples/wasi-http, before an origin that answers with the headers that it got.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer, request } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { REFUSED, SETTINGS, token } from "./gate.mjs";

const SERVE = fileURLToPath(new URL("jco-serve.mjs", import.meta.url));
const origin = createServer((incoming, answer) => {
  incoming.setEncoding("utf8");
  let body = "";
  incoming.on("data", (part) => {
    body += part;
  });
  incoming.on("end", () => {
    const { method, url, headers } = incoming;
    answer.writeHead(201, { "x-origin": "yes" }).end(JSON.stringify({ method, url, headers, body }));
  });
});

let good;
let wrong;

before(async () => {
  await new Promise((resolve) => origin.listen(0, "127.0.0.1", resolve));
  good = await serve("proxy", JSON.stringify(SETTINGS));
  wrong = await serve("proxy-wrong", "{}");
});

after(() => {
  good?.process.kill();
  wrong?.process.kill();
  origin.close();
});

test("a good token passes with method, path and body, and the origin gets its claim in place of the client's", async () => {
  const headers = {
    authorization: `Bearer ${token()}`,
    "x-user-id": "root",
    x_user_id: "root",
    accept: "a/b",
  };
  const {
    status,
    headers: answered,
    body,
  } = await ask(good, { method: "POST", path: "/orders?page=2", headers }, "some text");
  assert.deepEqual([status, answered["x-origin"]], [201, "yes"]);
  const got = JSON.parse(body);
  assert.deepEqual([got.method, got.url, got.body], ["POST", "/orders?page=2", "some text"]);
  assert.deepEqual(
    [got.headers.accept, got.headers["x-user-id"], got.headers.x_user_id],
    ["a/b", "user-42", undefined],
  );
});

for (const { what, authorization, status, headers, body } of REFUSED) {
  test(`${what}: ${status} ${body.code}`, async () => {
    const [value] = authorization;
    const answer = await ask(good, { headers: value ? { authorization: value } : {} });
    assert.deepEqual([answer.status, JSON.parse(answer.body)], [status, body]);
    for (const [name, expected] of Object.entries(headers))
      assert.equal(answer.headers[name], expected, name);
  });
}

test("a wrong configuration lets nothing pass", async () => {
  const { status, headers, body } = await ask(wrong, { headers: { authorization: `Bearer ${token()}` } });
  assert.deepEqual(
    [status, headers["www-authenticate"], JSON.parse(body).code],
    [500, undefined, "gate_misconfigured"],
  );
});

async function serve(name, settings) {
  const port = await freePort();
  const env = { ...process.env, GATE: settings, ORIGIN: `http://127.0.0.1:${origin.address().port}` };
  const child = spawn(
    process.execPath,
    ["--no-warnings", SERVE, process.env.TARGETS_PROXY, name, String(port)],
    {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", (code) => reject(new Error(`the host ended with ${code}`)));
  });
  return { process: child, port };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The server listens in a thread of its own, a moment after it says so. */
async function ask({ port }, options, content = "", attempts = 50) {
  try {
    return await send(port, options, content);
  } catch (error) {
    if (error.code !== "ECONNREFUSED" || attempts === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return ask({ port }, options, content, attempts - 1);
  }
}

function send(port, options, content) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, agent: false, ...options }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        body += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    });
    asked.on("error", reject);
    asked.end(content);
  });
}

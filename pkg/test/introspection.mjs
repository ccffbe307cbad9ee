// An introspection endpoint whose answers a test chooses, and an API behind a gate that asks it.
import { createServer } from "node:http";
import { afterEach, beforeEach, mock } from "node:test";
import { secretKey } from "jwt-wasm";
import { createGate, introspection } from "jwt-wasm/edge";
import { SECRET } from "./support.mjs";

export const CLIENT = { clientId: "api", clientSecret: "a secret: of the tests, ü" };
export const ACTIVE = { active: true, sub: "user-42", token_type: "Bearer" };

/** @param answers gets the question; returns the body, as an object or text, or writes the answer itself */
export async function endpoint(answers) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const seen = { method: request.method, headers: request.headers, body };
    asked.push(seen);
    const answer = await answers(seen, response);
    if (answer === undefined || response.writableEnded) return;
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    asked,
    url: `http://127.0.0.1:${server.address().port}/introspect`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends a token to the API. @returns the status, the gate's code, and what the API received */
export function api(url, options = {}, gateOptions = {}) {
  const rejections = [];
  const gate = createGate({
    key: secretKey(SECRET, "HS256"),
    introspection: introspection({ endpoint: url, ...CLIENT, ...options }),
    origin: (request, _env, _context, verified) =>
      Response.json({ ...verified.payload, told: request.headers.get("x-user-id") }),
    onReject: (rejection) => void rejections.push(rejection),
    ...gateOptions,
  });
  const ask = async (token, headers = { authorization: `Bearer ${token}` }, env = undefined) => {
    const answer = await gate(new Request("https://api.example/", { headers }), env);
    return { status: answer.status, headers: answer.headers, ...(await answer.json()) };
  };
  return { ask, rejections };
}

/** Makes an endpoint for each test of a file. It answers `here.answer`; `here.told` returns the status and the gate's code. */
export function setUp() {
  const here = {};
  beforeEach(async () => {
    here.answer = () => ACTIVE;
    here.server = await endpoint((...args) => here.answer(...args));
    mock.method(console, "error", () => {});
  });
  afterEach(() => {
    here.server.close();
    mock.restoreAll();
    mock.timers.reset();
  });
  here.told = async (token, options, gateOptions) => {
    const { status, code } = await api(here.server.url, options, gateOptions).ask(token);
    return [status, code].filter(Boolean).join(" ");
  };
  return here;
}

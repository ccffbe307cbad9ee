// An app in each framework, behind the gate. `seen` handles `GET /api/me`, and all other requests as well.
import { once } from "node:events";
import { request as ask, createServer } from "node:http";
import { connect as connectHttp2, createServer as createHttp2 } from "node:http2";
import connect from "connect";
import express from "express";
import express4 from "express-4";
import Fastify from "fastify";
import Fastify4 from "fastify-4";
import { jwtGate as expressGate } from "jwt-wasm/express";
import { jwtGate as fastifyGate } from "jwt-wasm/fastify";

/** Answers with what the handler found in the request. */
const told = (request) => ({
  sub: request.jwt?.payload.sub ?? null,
  user: request.headers["x-user-id"] ?? null,
  distinct: request.headersDistinct?.["x-user-id"] ?? null,
  raw: request.rawHeaders.filter(
    (_, index) => index % 2 === 0 && /^x.user.id$/i.test(request.rawHeaders[index]),
  ),
});

async function body(stream) {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}

function expressApp(make, options, demands) {
  const app = make();
  const gate = expressGate(options);
  app.use("/api", gate);
  app.use("/.well-known", gate);
  if (demands) app.use("/api/me", gate.require(demands));
  app.use("/api/me", async (request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...told(request), body: await body(request) }));
  });
  return createServer(app);
}

function plain(options, demands) {
  const gate = expressGate(options);
  const strict = demands ? gate.require(demands) : gate;
  return (request, response) =>
    strict(request, response, async () => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ...told(request), body: await body(request) }));
    });
}

async function fastifyApp(make, options, demands, more) {
  const app = make({ forceCloseConnections: !more, ...more });
  const gate = fastifyGate(options);
  app.addContentTypeParser("text/x-any", { parseAs: "string" }, (_request, text, done) => done(null, text));
  await app.register(gate);
  const own = demands ? { onRequest: gate.require(demands) } : {};
  const methods = ["GET", "POST", "DELETE"];
  app.route({
    method: methods,
    url: "/api/me",
    ...own,
    handler: async (request) => ({
      ...told(request.raw),
      sub: request.jwt?.payload.sub ?? null,
      user: request.headers["x-user-id"] ?? null,
      body: request.body ?? "",
    }),
  });
  await app.ready();
  return app.server;
}

export const isHttp2 = (name) => name.endsWith("node:http2");

/** By name: makes a server that does not listen yet. */
export const APPS = {
  "Express 5": (...given) => expressApp(express, ...given),
  "Express 4": (...given) => expressApp(express4, ...given),
  Connect: (...given) => expressApp(connect, ...given),
  "node:http": (...given) => createServer(plain(...given)),
  "node:http2": (...given) => createHttp2(plain(...given)),
  "Fastify 5": (...given) => fastifyApp(Fastify, ...given),
  "Fastify 5 on node:http2": (options, demands) => fastifyApp(Fastify, options, demands, { http2: true }),
  "Fastify 4": (...given) => fastifyApp(Fastify4, ...given),
};

/** Calls `use` with a function that sends, and closes the server. */
export async function serving(name, given, use) {
  const server = await APPS[name](...given);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const session = isHttp2(name) && connectHttp2(`http://127.0.0.1:${port}`);
  try {
    await use((headers, options) =>
      session ? sendHttp2(session, headers, options) : send(port, headers, options),
    );
  } finally {
    if (session) await new Promise((resolve) => session.close(resolve));
    server.closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Calls `use` with the server's port, and closes it. */
export async function listening(server, use) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(server.address().port);
  } finally {
    server.closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** @param headers a list stands for several headers of one name */
export function send(port, headers = {}, { method = "GET", path = "/api/me", content } = {}) {
  return new Promise((resolve, reject) => {
    const host = { host: "site.example", ...headers };
    const sent = ask({ port, host: "127.0.0.1", path, method, headers: host }, async (answer) => {
      resolve({ status: answer.statusCode, headers: answer.headers, text: await body(answer) });
    });
    sent.on("error", reject).end(content);
  });
}

async function sendHttp2(session, headers = {}, { method = "GET", path = "/api/me", content } = {}) {
  const pseudo = { ":method": method, ":path": path, ":authority": "site.example" };
  const stream = session.request({ ...pseudo, ...headers }, { endStream: content === undefined });
  if (content !== undefined) stream.end(content);
  const [answer] = await once(stream, "response");
  const { ":status": status, ...own } = answer;
  return { status, headers: { ...own }, text: await body(stream) };
}

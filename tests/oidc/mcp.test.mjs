// The remote MCP server of examples/mcp in workerd, with the SDKs' own clients: from the first refusal to an answer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as next from "@modelcontextprotocol/client";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { bundleEntry, start } from "../worker/bundle.mjs";
import { send } from "../worker/http.mjs";
import { startAuthorizationServer } from "./lib/authorization-server.mjs";
import { makeKeys } from "./lib/keys.mjs";
import { clientMetadata, newUser, recorded } from "./lib/mcp-client.mjs";

const EXAMPLE = fileURLToPath(new URL("../../examples/mcp/src/index.ts", import.meta.url));
const DOCUMENT = "https://client.example/mcp.json";
const WELL_KNOWN = "/.well-known/oauth-protected-resource";
const { served, notServed } = JSON.parse(
  readFileSync(new URL("../vectors/reports/resource-metadata.json", import.meta.url), "utf8"),
);

let [issuer, worker, resource] = [];

before(async () => {
  const documents = { [DOCUMENT]: { client_id: DOCUMENT, ...clientMetadata() } };
  issuer = await startAuthorizationServer(makeKeys("mcp"), documents);
  const port = await freePort();
  resource = `http://127.0.0.1:${port}/mcp`;
  const { modules } = await bundleEntry("oidc-mcp", EXAMPLE);
  const bindings = { RESOURCE_URL: resource, AUTHORIZATION_SERVER: issuer.issuer };
  worker = await start(modules, bindings, { host: "127.0.0.1", port });
});
after(async () => {
  await worker?.dispose();
  issuer?.close();
});

/** Finds a free port, because the Worker must know its address before it starts. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

const SDKS = {
  "sdk 1": { Client, Transport: StreamableHTTPClientTransport, Unauthorized: UnauthorizedError },
  "sdk 2": {
    Client: next.Client,
    Transport: next.StreamableHTTPClientTransport,
    Unauthorized: next.UnauthorizedError,
  },
};

for (const [name, { Client, Transport, Unauthorized }] of Object.entries(SDKS)) {
  for (const document of [undefined, DOCUMENT]) {
    const how = document ? "its own document" : "registration";
    test(`${name}: refused, metadata, ${how}, token, answer`, { timeout: 60_000 }, async () => {
      issuer.asked();
      const user = newUser(document);
      const { seen, send: fetch } = recorded();
      const transport = () => new Transport(new URL(resource), { authProvider: user, fetch });
      const connect = async (one) => {
        const client = new Client({ name: "tests", version: "1.0.0" });
        await client.connect(one);
        return client;
      };

      const first = transport();
      await assert.rejects(connect(first), Unauthorized);
      const [refused, metadata, ...more] = seen;
      assert.deepEqual(refused, ["POST /mcp", 401]);
      assert.deepEqual(metadata, [`GET ${WELL_KNOWN}/mcp`, 200], "as the challenge says, and nowhere else");
      const asked = issuer.asked();
      assert.equal(asked.includes("POST /reg"), document === undefined, asked.join());
      assert.ok(
        more.every(([, status]) => status < 300),
        JSON.stringify(more),
      );
      assert.equal(user.kept.asked.get("resource"), resource);
      assert.equal(user.kept.asked.get("scope"), "notes:read", "as the challenge says");

      const { redirected } = user.kept;
      await first.finishAuth(redirected.get("code"), redirected.get("iss"));
      const client = await connect(transport());
      const { content } = await client.callTool({ name: "whoami", arguments: {} });
      assert.deepEqual(content, [{ type: "text", text: "You are user-42, with the scope notes:read." }]);
      await client.close();
      const { access_token: token } = user.kept.tokens;
      const { aud, iss } = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
      assert.deepEqual({ aud, iss }, { aud: resource, iss: issuer.issuer });
    });
  }
}

test("the metadata is at its paths alone, as they were written", async () => {
  for (const path of served) {
    for (const method of ["GET", "HEAD"]) {
      const { status, headers, text } = await send(worker.url, { path, method });
      assert.deepEqual([status, headers["content-type"]], [200, "application/json"], path);
      assert.equal(text === "", method === "HEAD");
      const etag = headers.etag;
      const known = await send(worker.url, { path, method, headers: { "If-None-Match": etag } });
      assert.deepEqual([known.status, known.text, known.headers.etag], [304, "", etag]);
    }
  }
  for (const path of notServed) assert.equal((await send(worker.url, { path })).status, 401, path);
});

test("the metadata says nothing of the request that asked for it", async () => {
  const headers = { Host: "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http" };
  const { status, json } = await send(worker.url, { path: WELL_KNOWN, headers });
  assert.equal(status, 200);
  assert.deepEqual(json(), {
    resource,
    authorization_servers: [issuer.issuer],
    scopes_supported: ["notes:read"],
    resource_name: "Notes",
    bearer_methods_supported: ["header"],
  });
  const refused = await send(worker.url, { path: "/mcp", headers, method: "POST" });
  const at = resource.replace("/mcp", `${WELL_KNOWN}/mcp`);
  assert.equal(refused.headers["www-authenticate"], `Bearer resource_metadata="${at}", scope="notes:read"`);
});

test("scripts of any page may read it", async () => {
  const headers = {
    Origin: "https://app.example",
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "mcp-protocol-version",
  };
  const preflight = await send(worker.url, { path: WELL_KNOWN, method: "OPTIONS", headers });
  assert.deepEqual([preflight.status, preflight.headers["access-control-allow-origin"]], [204, "*"]);
  const posted = await send(worker.url, { path: WELL_KNOWN, method: "POST", body: "{}" });
  assert.deepEqual([posted.status, posted.headers.allow], [405, "GET, HEAD, OPTIONS"]);
});

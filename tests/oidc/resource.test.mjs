// An independent client library reads the gate's metadata and challenges, and a client gets a token with more scopes.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as next from "@modelcontextprotocol/client";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { generateSecret, secretKey, signSync, trustedIssuers } from "jwt-wasm";
import { memoryReplay } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/express";
import * as oauth from "oauth4webapi";
import { blocksOf } from "../docs/lib/markdown.mjs";
import { startAuthorizationServer } from "./lib/authorization-server.mjs";
import { makeKeys } from "./lib/keys.mjs";
import { clientMetadata, newUser } from "./lib/mcp-client.mjs";

const { resources } = JSON.parse(
  readFileSync(new URL("../vectors/reports/resource-metadata.json", import.meta.url), "utf8"),
);
const key = secretKey(generateSecret("HS256"), "HS256");
const origin = () => new Response("passed");

for (const { url, metadata } of resources) {
  test(`oauth4webapi finds and takes the metadata of ${url}`, async () => {
    const resource = { url, authorizationServers: ["https://auth.example.com"], scopes: ["read"] };
    const gate = createGate({ key, resource, scope: "read", origin });
    const asked = [];
    const options = {
      [oauth.customFetch](at, init) {
        asked.push(at);
        return gate(new Request(at, init));
      },
      [oauth.allowInsecureRequests]: true,
    };
    const identifier = new URL(url);
    const found = await oauth.processResourceDiscoveryResponse(
      identifier,
      await oauth.resourceDiscoveryRequest(identifier, options),
    );
    assert.deepEqual(asked, [metadata]);
    assert.equal(found.resource, url);
    assert.deepEqual(found.authorization_servers, ["https://auth.example.com"]);
    assert.deepEqual(found.scopes_supported, ["read"]);

    const challenges = await challengesOf(options, identifier, "x");
    assert.deepEqual(challenges, [
      {
        scheme: "bearer",
        parameters: {
          error: "invalid_token",
          error_description: "malformed",
          resource_metadata: metadata,
          scope: "read",
        },
      },
    ]);
  });
}

/** The challenges, as oauth4webapi reads them. */
async function challengesOf(options, url, token) {
  const error = await oauth.protectedResourceRequest(token, "GET", url, undefined, undefined, options).then(
    () => assert.fail("it passed"),
    (thrown) => thrown,
  );
  assert.ok(error instanceof oauth.WWWAuthenticateChallengeError, error);
  return error.cause.map(({ scheme, parameters }) => ({ scheme, parameters }));
}

test("it reads a challenge for each of two schemes", async () => {
  const url = "https://api.example/mcp";
  const resource = { url, authorizationServers: ["https://auth.example.com"] };
  const dpop = { replay: memoryReplay(), algorithms: ["ES256", "EdDSA"] };
  const gate = createGate({ key, resource, realm: "notes", scope: ["a", "b"], dpop, origin });
  const options = { [oauth.customFetch]: (at, init) => gate(new Request(at, init)) };
  const at = "https://api.example/.well-known/oauth-protected-resource/mcp";
  const shared = { realm: "notes", resource_metadata: at };
  const expired = signSync({ sub: "a", aud: url, exp: 1 }, key);
  assert.deepEqual(await challengesOf(options, new URL(url), expired), [
    {
      scheme: "bearer",
      parameters: { ...shared, error: "invalid_token", error_description: "expired", scope: "a b" },
    },
    { scheme: "dpop", parameters: { ...shared, algs: "ES256 EdDSA", scope: "a b" } },
  ]);
  const lacking = signSync({ sub: "a", aud: url }, key, { expiresIn: 60 });
  const [first] = await challengesOf(options, new URL(url), lacking);
  assert.deepEqual(first.parameters, { ...shared, error: "insufficient_scope", scope: "a b" });
});

const DOCUMENT = "https://client.example/mcp.json";
let issuer;
before(async () => {
  const documents = { [DOCUMENT]: { client_id: DOCUMENT, ...clientMetadata() } };
  issuer = await startAuthorizationServer(makeKeys("resource"), documents);
});
after(() => issuer?.close());

/** An MCP server in Node, behind this gate or another one. */
async function startMcp(pathname) {
  const server = createServer((request, response) => guarded(request, response));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const resource = { url: origin + pathname, authorizationServers: [issuer.issuer] };
  const gateOf = (scope) => jwtGate({ key: trustedIssuers([issuer.issuer]), resource, scope });
  let gate = gateOf("notes:read");

  function guarded(request, response) {
    return gate(request, response, async () => {
      const mcp = new McpServer({ name: "notes", version: "1.0.0" });
      mcp.registerTool("whoami", {}, () => ({
        content: [{ type: "text", text: `${request.jwt.payload.scope} for ${request.jwt.payload.aud}` }],
      }));
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
      await mcp.connect(transport);
      await transport.handleRequest(request, response);
    });
  }

  return {
    url: resource.url,
    demand(scope) {
      gate = gateOf(scope);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The SDK's client uses the server, and gets authorized as often as needed. */
async function asClient(server, user, use, left = 2) {
  const transport = new StreamableHTTPClientTransport(new URL(server.url), { authProvider: user });
  const client = new Client({ name: "tests", version: "1.0.0" });
  try {
    await client.connect(transport);
    return await use(client);
  } catch (error) {
    if (!(error instanceof UnauthorizedError) || left === 0) throw error;
    await transport.finishAuth(user.kept.redirected.get("code"));
    return await asClient(server, user, use, left - 1);
  } finally {
    await client.close();
  }
}

const whoami = async (client) => (await client.callTool({ name: "whoami", arguments: {} })).content[0].text;

for (const pathname of ["", "/", "/mcp/", "/a%20b/mcp"]) {
  test(`the SDK's client gets a token for the path "${pathname}"`, { timeout: 60_000 }, async () => {
    const server = await startMcp(pathname);
    try {
      assert.equal(await asClient(server, newUser(), whoami), `notes:read for ${server.url}`);
    } finally {
      server.close();
    }
  });
}

test("the SDK's client gets the wider token that a 403 asks for", { timeout: 60_000 }, async () => {
  const server = await startMcp("/mcp");
  // A client that registers itself says which scopes it will request.
  const user = newUser(DOCUMENT);
  try {
    assert.equal(await asClient(server, user, whoami), `notes:read for ${server.url}`);
    server.demand("notes:read notes:write");
    assert.equal(await asClient(server, user, whoami), `notes:read notes:write for ${server.url}`);
    assert.equal(user.kept.asked.get("scope"), "notes:read notes:write");
  } finally {
    server.close();
  }
});

/** The program of docs/mcp.md, with the issuer of these tests. */
async function programOf() {
  const page = readFileSync(new URL("../../docs/mcp.md", import.meta.url), "utf8");
  const { code } = blocksOf(page).find(({ language }) => language === "js");
  const target = fileURLToPath(new URL("../../target/oidc/", import.meta.url));
  mkdirSync(target, { recursive: true });
  writeFileSync(`${target}mcp-server.mjs`, code.replaceAll("https://auth.example.com", issuer.issuer));
  return (await import(`${target}mcp-server.mjs`)).default;
}

for (const mode of [{ pin: "2026-07-28" }, "legacy"]) {
  const revision = mode.pin ?? "one before";
  test(`the revision ${revision}: a tool that asks for more gets the wider token`, {
    timeout: 60_000,
  }, async () => {
    const program = await programOf();
    const user = newUser(DOCUMENT);
    const seen = [];
    const fetch = async (input, init) => {
      const request = new Request(input, init);
      if (new URL(request.url).origin !== "https://mcp.example.com") return globalThis.fetch(request);
      const answer = await program.fetch(request);
      if (answer.status >= 400 && answer.status !== 405) seen.push(answer.headers.get("www-authenticate"));
      return answer;
    };
    const call = async (name, left = 2) => {
      const url = new URL("https://mcp.example.com/mcp");
      const transport = new next.StreamableHTTPClientTransport(url, { authProvider: user, fetch });
      const client = new next.Client({ name: "tests", version: "1.0.0" }, { versionNegotiation: { mode } });
      try {
        await client.connect(transport);
        const { content } = await client.callTool({ name, arguments: {} });
        return content[0].text;
      } catch (error) {
        if (!(error instanceof next.UnauthorizedError) || left === 0) throw error;
        await transport.finishAuth(user.kept.redirected);
        return await call(name, left - 1);
      } finally {
        await client.close();
      }
    };
    assert.equal(await call("read"), "milk");
    assert.equal(await call("write"), "written");
    assert.equal(user.kept.asked.get("scope"), "notes:read notes:write");
    const at = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";
    const [missing, lacking, ...others] = seen;
    assert.equal(missing, `Bearer resource_metadata="${at}", scope="notes:read"`);
    assert.match(lacking, /error="insufficient_scope"/);
    assert.ok(lacking.includes(`resource_metadata="${at}"`), lacking);
    assert.deepEqual(others, []);
  });
}

// Stops a program or an answer of docs/resource-server.md that is not as the page shows it.
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Response } from "miniflare";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { blocksOf, tableBelow } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import { startServer } from "./lib/server.mjs";
import { startWorker } from "./lib/worker.mjs";

const page = read("docs/resource-server.md");
const ISSUER = "https://auth.example.com";
const RESOURCE = "https://mcp.example.com/mcp";
const WELL_KNOWN = "/.well-known/oauth-protected-resource";

const blocks = blocksOf(page);
const codeIn = (language) => blocks.filter((block) => block.language === language).map(({ code }) => code);
const [program, app] = codeIn("ts");
const [metadata] = codeIn("json").map((text) => JSON.parse(text));
const challenges = codeIn("http").map((text) => /^\s*WWW-Authenticate: (.+)$/m.exec(text)[1]);

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const documentsOf = (issuer) => ({
  "/.well-known/openid-configuration": { issuer, jwks_uri: `${issuer}/jwks` },
  "/jwks": { keys: [{ ...publicKey.export({ format: "jwk" }), alg: "ES256", kid: "1" }] },
});

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function token(claims) {
  const exp = Math.floor(Date.now() / 1000) + 600;
  const all = { iss: ISSUER, sub: "alice", aud: RESOURCE, exp, ...claims };
  const input = `${encode({ alg: "ES256", typ: "JWT", kid: "1" })}.${encode(all)}`;
  const signature = sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}

const workers = [];
const started = async (code, name) => {
  const outboundService = ({ url }) => {
    const { origin, pathname } = new URL(url);
    assert.equal(origin, ISSUER);
    return Response.json(documentsOf(ISSUER)[pathname]);
  };
  const worker = await startWorker({ code, name }, { outboundService });
  workers.push(worker);
  return async (url, claims) => {
    const headers = claims ? { authorization: `Bearer ${token(claims)}` } : {};
    const answer = await worker.dispatchFetch(url, { headers });
    const { status } = answer;
    return { status, challenge: answer.headers.get("www-authenticate"), body: await answer.json() };
  };
};

let [send, sendToApp] = [];
before(
  async () => {
    send = await started(program, "resource-server");
    sendToApp = await started(app, "resource-server-hono");
  },
  { timeout: 120_000 },
);
after(() => Promise.all(workers.map((worker) => worker.dispose())));

test("each block is looked at", () => {
  const languages = blocks.map(({ language }) => language);
  assert.deepEqual(languages, ["ts", "http", "json", "http", "ts", "js", "js"]);
});

test("a client sees what docs/resource-server.md says", async () => {
  const refused = await send(RESOURCE);
  assert.deepEqual([refused.status, refused.challenge], [401, challenges[0]]);
  const [, at] = /resource_metadata="([^"]+)"/.exec(challenges[0]);
  const said = await send(at);
  assert.equal(said.status, 200);
  assert.deepEqual(said.body, metadata);
  const lacking = await send(RESOURCE, { scope: "else" });
  assert.deepEqual([lacking.status, lacking.challenge], [403, challenges[1]]);
  const passed = await send(RESOURCE, { scope: "notes:read" });
  assert.deepEqual([passed.status, passed.body], [200, { sub: "alice" }]);
  const elsewhere = await send(RESOURCE, { scope: "notes:read", aud: "https://mcp.example.com/other" });
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [401, "claim_mismatch"]);
});

test("the app's middleware answers where it is mounted", async () => {
  for (const path of [WELL_KNOWN, `${WELL_KNOWN}/mcp`]) {
    const { status, body } = await sendToApp(`https://mcp.example.com${path}`);
    assert.deepEqual([status, body.resource], [200, RESOURCE], path);
  }
  assert.equal((await sendToApp(`https://mcp.example.com${WELL_KNOWN}/else`)).status, 401);
  const { status, challenge } = await sendToApp(RESOURCE);
  assert.deepEqual([status, challenge.startsWith("Bearer resource_metadata=")], [401, true]);
  assert.deepEqual((await sendToApp(RESOURCE, {})).body, { sub: "alice" });
});

for (const [index, code] of codeIn("js").entries()) {
  const [, name] = /"jwt-wasm\/(\w+)"/.exec(code);
  test(`${name}: the gate answers where it is mounted`, { timeout: 60_000 }, async () => {
    const authorizationServer = createServer(({ url }, response) => {
      response.end(JSON.stringify(documentsOf(issuer)[url]));
    }).listen(0, "127.0.0.1");
    await once(authorizationServer, "listening");
    const issuer = `http://127.0.0.1:${authorizationServer.address().port}`;
    const started = await startServer(
      { code, name: `resource-server-${index}` },
      { AUTHORIZATION_SERVER: issuer },
    );
    try {
      const sent = (path, claims) => started.send(claims ? [`Bearer ${token(claims)}`] : [], { path });
      for (const path of [WELL_KNOWN, `${WELL_KNOWN}/mcp`]) {
        const { status, text } = await sent(path);
        assert.equal(status, 200, path);
        assert.deepEqual(JSON.parse(text).authorization_servers, [issuer]);
      }
      assert.equal((await sent(`${WELL_KNOWN}/else`)).status, 401);
      const { status, headers } = await sent("/mcp");
      assert.equal(status, 401);
      assert.match(headers.get("www-authenticate"), /^Bearer resource_metadata="[^"]+\/mcp"$/);
      const passed = await sent("/mcp", { iss: issuer });
      assert.deepEqual([passed.status, passed.text], [200, '{"sub":"alice"}']);
      assert.equal((await sent("/mcp", { iss: issuer, aud: "else" })).status, 401);
      assert.equal((await sent("/health")).text, '{"ok":true}');
    } finally {
      await started.stop();
      authorizationServer.close();
      authorizationServer.closeAllConnections();
    }
  });
}

test("the table of paths says where the metadata is", async () => {
  const [, ...rows] = tableBelow(page, "Where the metadata is");
  const [, ofPath] = rows.map(([, paths]) => paths.replaceAll("`", "").split(", "));
  assert.equal(rows.length, 2);
  for (const path of ofPath) assert.equal((await send(`https://mcp.example.com${path}`)).status, 200, path);
});

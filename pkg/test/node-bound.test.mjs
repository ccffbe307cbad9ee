// Tokens that are bound to a client's key, over Node's own servers. A proof must name the URL that the client asked for, whatever
// headers the client writes, and the certificate must come from the connection.
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect as connectHttp2, createSecureServer } from "node:http2";
import { request as askHttps, createServer as createHttps } from "node:https";
import { test } from "node:test";
import express from "express";
import { memoryReplay } from "jwt-wasm/dpop";
import { jwtGate } from "jwt-wasm/express";
import { client, proofOf } from "./dpop.mjs";
import { key, token } from "./gate.mjs";
import { APPS, listening, send, serving } from "./node-apps.mjs";
import { load } from "./support.mjs";

const tls = load("reports/tls.json");
const bound = () => token({ cnf: { jkt: client.jkt } });
const HERE = "http://site.example/api/me";

/** The headers of a request with a proof for this URL. */
function proven(url = HERE, more = {}) {
  const access = bound();
  return { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, url, ...more }) };
}

for (const name of Object.keys(APPS)) {
  test(`${name}: a proof is good once, and for its URL and method`, () =>
    serving(name, [{ key, dpop: { replay: memoryReplay() } }], async (ask) => {
      const good = proven();
      assert.equal((await ask(good)).status, 200);
      const again = await ask(good);
      assert.deepEqual([again.status, JSON.parse(again.text).code], [401, "invalid_dpop_proof"]);
      for (const url of [`${HERE}s`, "https://site.example/api/me", "http://other.example/api/me"]) {
        assert.equal((await ask(proven(url))).status, 401, url);
      }
      assert.equal((await ask(proven(HERE, { method: "POST" }))).status, 401);
      assert.equal((await ask(proven(`${HERE}?x=1`), { path: "/api/me?y=2" })).status, 200);
      // A client without the key has no proof.
      const { authorization } = proven();
      assert.equal((await ask({ authorization })).status, 401);
      assert.equal((await ask({ authorization: authorization.replace("DPoP", "Bearer") })).status, 401);
    }));

  test(`${name}: a route behind the gate asks for no second proof`, () =>
    serving(name, [{ key, dpop: { replay: memoryReplay() } }, { claims: { sub: "alice" } }], async (ask) => {
      assert.equal((await ask(proven())).status, 200);
    }));

  test(`${name}: two proofs are refused, though Node joins or hides them`, () =>
    serving(name, [{ key, dpop: { replay: memoryReplay() } }], async (ask) => {
      const { authorization, dpop } = proven();
      for (const second of [dpop, proofOf({}), ""]) {
        const answer = await ask({ authorization, dpop: [dpop, second] });
        assert.deepEqual([answer.status, JSON.parse(answer.text).code], [400, "invalid_request"]);
      }
    }));
}

test("a stolen proof for one path opens no other, by a forged host or a path that is spelled in another way", async () => {
  const app = express();
  app.use(jwtGate({ key, dpop: { replay: memoryReplay() } }));
  app.all("/{*path}", (_, response) => response.send("handler"));
  await listening(createServer(app), async (port) => {
    const stolen = () => proven("http://site.example/public");
    const ways = [
      [{ host: "site.example/public?" }, "/admin"],
      [{ host: "site.example/public#" }, "/admin"],
      [{ host: "site.example\\public?" }, "/admin"],
      [{ host: "site.example@x" }, "/public"],
      [{}, "/admin/../public"],
      [{}, "/admin/%2e%2e/public"],
      [{}, "/admin/..\\public"],
      [{}, "\\..\\public"],
      [{}, "http://site.example/public"],
      [{}, "//site.example/public"],
      [{}, "/admin#/../public"],
      [{}, "*"],
      [{ "x-forwarded-host": "site.example", "x-original-url": "/public", host: "x" }, "/admin"],
    ];
    for (const [headers, path] of ways) {
      const answer = await send(port, { ...stolen(), ...headers }, { path });
      assert.notEqual(answer.status, 200, JSON.stringify([headers, path]));
    }
    assert.equal((await send(port, stolen(), { path: "/public" })).status, 200);
  });
});

test("on a mounted path, the proof's URL is the whole URL, and the one before rewriting", async () => {
  const app = express();
  app.use((request, _response, next) => {
    request.url = request.url.replace("/v1/", "/");
    next();
  });
  const router = express.Router();
  router.use(jwtGate({ key, dpop: { replay: memoryReplay() } }));
  router.get("/me", (_, response) => response.send("handler"));
  app.use("/api", router);
  await listening(createServer(app), async (port) => {
    const path = "/v1/api/me";
    assert.equal((await send(port, proven(`http://site.example${path}`), { path })).status, 200);
    assert.equal((await send(port, proven("http://site.example/me"), { path })).status, 401);
  });
});

test("behind a proxy the URL comes from publicUrl, and never from the client", async () => {
  const app = express();
  app.set("trust proxy", true);
  app.use(jwtGate({ key, dpop: { replay: memoryReplay(), publicUrl: "https://api.example" } }));
  app.get("/me", (_, response) => response.send("handler"));
  await listening(createServer(app), async (port) => {
    const forwarded = { "x-forwarded-proto": "https", "x-forwarded-host": "other.example" };
    const ask = async (url) => (await send(port, { ...proven(url), ...forwarded }, { path: "/me" })).status;
    assert.equal(await ask("https://api.example/me"), 200);
    assert.equal(await ask("https://other.example/me"), 401);
    assert.equal(await ask("http://site.example/me"), 401);
  });
});

const thumbprint = new X509Certificate(tls.client.cert).raw;
const x5t = createHash("sha256").update(thumbprint).digest("base64url");

const byCertificate = {
  key,
  certificateThumbprint: ({ socket }) => socket.getPeerCertificate().fingerprint256,
};

test("over TLS a proof is for https, and the certificate comes from the connection", async () => {
  const gate = jwtGate({ ...byCertificate, dpop: { replay: memoryReplay() } });
  const asked = { ...tls.server, requestCert: true, rejectUnauthorized: false };
  const server = createHttps(asked, (request, response) => gate(request, response, () => response.end("in")));
  await listening(server, async (port) => {
    const ask = (headers, credentials = {}) =>
      new Promise((resolve, reject) => {
        const host = { host: "site.example", ...headers };
        const options = { port, host: "127.0.0.1", path: "/api/me", agent: false, rejectUnauthorized: false };
        const sent = askHttps({ ...options, ...credentials, headers: host }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        sent.on("error", reject).end();
      });
    assert.equal(await ask(proven("https://site.example/api/me")), 200);
    assert.equal(await ask(proven("http://site.example/api/me")), 401);
    const headers = { authorization: `Bearer ${token({ cnf: { "x5t#S256": x5t } })}` };
    assert.equal(await ask(headers, tls.client), 200);
    assert.equal(await ask(headers, tls.server), 401);
    assert.equal(await ask(headers), 401);
  });
});

test("the same over HTTP/2", async () => {
  const gate = jwtGate({ ...byCertificate, dpop: { replay: memoryReplay() } });
  const asked = { ...tls.server, requestCert: true, rejectUnauthorized: false };
  const server = createSecureServer(asked, (request, response) =>
    gate(request, response, () => response.end("in")),
  );
  await listening(server, async (port) => {
    const session = connectHttp2(`https://127.0.0.1:${port}`, { ...tls.client, rejectUnauthorized: false });
    const ask = async (headers) => {
      const pseudo = { ":path": "/api/me", ":authority": "site.example" };
      const stream = session.request({ ...pseudo, ...headers });
      const [answer] = await once(stream, "response");
      stream.resume();
      return answer[":status"];
    };
    assert.equal(await ask(proven("https://site.example/api/me")), 200);
    assert.equal(await ask({ ...proven("https://site.example/api/me"), host: "site.example" }), 200);
    assert.equal(await ask({ ...proven("https://site.example/api/me"), host: "other.example" }), 401);
    assert.equal(await ask(proven("http://site.example/api/me")), 401);
    assert.equal(await ask({ authorization: `Bearer ${token({ cnf: { "x5t#S256": x5t } })}` }), 200);
    await new Promise((resolve) => session.close(resolve));
  });
});

test("a hundred uses of one proof at once: one passes", () =>
  serving("Express 5", [{ key, dpop: { replay: memoryReplay() } }], async (ask) => {
    const headers = proven();
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(headers)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  }));

// Tokens that are bound to a certificate (RFC 8705), over real TLS and with thumbprints in the forms that servers give.
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer, request } from "node:https";
import { after, before, test } from "node:test";
import { jwtGate } from "jwt-wasm/express";
import { selfSigned } from "./certificate.mjs";
import { bearer, gateOf, key, token } from "./gate.mjs";

const [server, alice, mallory] = ["localhost", "alice", "mallory"].map(selfSigned);
const x5t = ({ der }) => createHash("sha256").update(der).digest("base64url");
const boundTo = (owner) => token({ cnf: { "x5t#S256": x5t(owner) } });

const gate = jwtGate({
  key,
  // For a connection without a certificate, Node returns an empty object.
  certificateThumbprint: ({ socket }) => socket.getPeerCertificate().fingerprint256,
});

let listening;
before(async () => {
  const options = { key: server.key, cert: server.cert, ca: [alice.cert, mallory.cert], requestCert: true };
  listening = createServer({ ...options, rejectUnauthorized: false }, (incoming, response) =>
    gate(incoming, response, () => response.end(incoming.jwt.payload.sub)),
  );
  await once(listening.listen(0, "127.0.0.1"), "listening");
});
after(() => listening?.close());

function ask(text, { key: own, cert } = {}) {
  const { port } = listening.address();
  const client = own ? { key: own, cert } : {};
  const options = { port, host: "127.0.0.1", servername: "localhost", ca: [server.cert], agent: false };
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${text}` };
    const sent = request({ ...options, ...client, headers }, async (answer) => {
      const body = (await answer.toArray()).join("");
      resolve({ status: answer.statusCode, body: answer.statusCode === 200 ? body : JSON.parse(body).code });
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("a token is good over its own client's connection alone", async () => {
  assert.deepEqual(await ask(boundTo(alice), alice), { status: 200, body: "alice" });
  const refused = { status: 401, body: "token_bound" };
  assert.deepEqual(await ask(boundTo(alice), mallory), refused);
  assert.deepEqual(await ask(boundTo(alice)), refused);
  assert.deepEqual(await ask(token({ cnf: { "x5t#S256": x5t(alice), jkt: "x" } }), alice), refused);
  assert.deepEqual(await ask(token(), alice), { status: 200, body: "alice" });
  assert.deepEqual(await ask(token()), { status: 200, body: "alice" });
});

test("the thumbprints that Cloudflare gives, and the certificate that nginx gives", async () => {
  const cloudflare = ({ cf: { tlsClientAuth: tls } = {} }) =>
    tls?.certVerified === "SUCCESS" && tls.certRevoked === "0" ? tls.certFingerprintSHA256 : undefined;
  const nginx = ({ headers }) =>
    headers.get("x-client-cert")
      ? new X509Certificate(decodeURIComponent(headers.get("x-client-cert"))).fingerprint256
      : undefined;
  const ofCloudflare = gateOf({ certificateThumbprint: cloudflare }).gate;
  const ofNginx = gateOf({ certificateThumbprint: nginx }).gate;
  const headers = bearer(boundTo(alice));
  for (const [owner, certVerified, status, certRevoked = "0"] of [
    [alice, "SUCCESS", 200],
    [alice, "SUCCESS", 401, "1"],
    [mallory, "SUCCESS", 401],
    [alice, "FAILED:self signed certificate", 401],
    [alice, "NONE", 401],
  ]) {
    const certFingerprintSHA256 = createHash("sha256").update(owner.der).digest("hex");
    const given = new Request("https://site.example/", { headers });
    given.cf = { tlsClientAuth: { certVerified, certRevoked, certFingerprintSHA256 } };
    assert.equal((await ofCloudflare(given)).status, status);
  }
  // Without `request.cf`, as in a preview or behind another server, the token is refused.
  assert.equal((await ofCloudflare(new Request("https://site.example/", { headers }))).status, 401);
  for (const [owner, status] of [
    [alice, 200],
    [mallory, 401],
  ]) {
    const more = { ...headers, "x-client-cert": encodeURIComponent(owner.cert) };
    assert.equal((await ofNginx(new Request("https://site.example/", { headers: more }))).status, status);
  }
  // nginx sends an empty header for a client without a certificate.
  const none = { ...headers, "x-client-cert": "" };
  assert.equal((await ofNginx(new Request("https://site.example/", { headers: none }))).status, 401);
});

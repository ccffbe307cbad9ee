// Other libraries use what this package issues: metadata, keys through rotations, encrypted keys and client assertions.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, mock, test } from "node:test";
import * as jose from "jose";
import { generateSecret } from "jwt-wasm";
import { createTokenIssuer, decryptJwks, encryptJwks, keyRing, signClientAssertion } from "jwt-wasm/issuer";
import * as oauth from "oauth4webapi";

const HOUR = 3600;
const options = { publishAhead: HOUR, retireAfter: 24 * HOUR };
const insecure = { [oauth.allowInsecureRequests]: true };
const ring = keyRing([], options);
let [server, url, issuer] = [];

before(async () => {
  await ring.rotate();
  server = createServer(async ({ url: path, method, headers }, response) => {
    const request = { method, headers: new Headers(headers) };
    const answer = path.endsWith("/jwks") ? ring.jwksResponse(request) : issuer.metadataResponse(request);
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${server.address().port}`;
  const metadata = { jwksUri: `${url}/jwks`, tokenEndpoint: `${url}/token` };
  issuer = createTokenIssuer({ key: ring, issuer: url, audience: "api", metadata });
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test("oauth4webapi takes the metadata, of both kinds", async () => {
  for (const algorithm of ["oauth2", "oidc"]) {
    const found = await oauth.processDiscoveryResponse(
      new URL(url),
      await oauth.discoveryRequest(new URL(url), { algorithm, ...insecure }),
    );
    assert.equal(found.jwks_uri, `${url}/jwks`);
    assert.deepEqual(found.id_token_signing_alg_values_supported, ["ES256"]);
  }
});

test("jose verifies the tokens of every key through rotations, by the published set", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const keys = jose.createRemoteJWKSet(new URL(`${url}/jwks`));
  const used = new Set();
  for (let step = 0; step < 24; step += 1) {
    if (step % 8 === 0) await ring.rotate();
    const { access } = await issuer.issue("user-42");
    const { payload, protectedHeader } = await jose.jwtVerify(access, keys, { issuer: url, audience: "api" });
    assert.equal(payload.sub, "user-42");
    used.add(protectedHeader.kid);
    mock.timers.tick((HOUR / 4) * 1000);
  }
  mock.timers.reset();
  assert.ok(used.size >= 3, `${used.size} keys`);
});

test("jose reads the encrypted keys, and keys that jose encrypted are read here", async () => {
  const secret = generateSecret("HS256");
  const stored = ring.toPrivateJwks();
  const { plaintext, protectedHeader } = await jose.compactDecrypt(await encryptJwks(stored, secret), secret);
  assert.equal(protectedHeader.cty, "jwk-set+json");
  assert.deepEqual(JSON.parse(new TextDecoder().decode(plaintext)), stored);
  const text = await new jose.CompactEncrypt(plaintext)
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(secret);
  assert.deepEqual(await decryptJwks(text, secret), stored);
  for (const key of stored.keys) assert.equal(await jose.calculateJwkThumbprint(key), key.kid);
});

test("jose verifies an assertion as an authorization server does", async () => {
  const assertion = await signClientAssertion({ key: ring, clientId: "client-1", audience: url });
  const { payload } = await jose.jwtVerify(assertion, jose.createLocalJWKSet(ring.jwks()), {
    issuer: "client-1",
    subject: "client-1",
    audience: url,
    typ: "client-authentication+jwt",
    maxTokenAge: 60,
  });
  assert.ok(payload.jti);
});

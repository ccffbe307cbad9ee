// A real provider binds its tokens to a client's key. openid-client and the package's own client prove that they have the key.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { decode, jwk, remoteJwks, thumbprint } from "jwt-wasm";
import { createDpopProof, dpopNonces, memoryReplay } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import * as client from "openid-client";
import { makeKeys } from "./lib/keys.mjs";
import { apiOf } from "./lib/login.mjs";
import { SECRETS, startProvider } from "./lib/provider.mjs";

const AUDIENCE = apiOf("ES256");

let [provider, api, place, config] = [];

before(async () => {
  provider = await startProvider(["ES256"], makeKeys("one"));
  config = await client.discovery(new URL(provider.issuer), "service", SECRETS.service, undefined, {
    execute: [client.allowInsecureRequests],
  });
  api = createServer(answer);
  await new Promise((listening) => api.listen(0, "127.0.0.1", listening));
  place = `http://127.0.0.1:${api.address().port}/things?page=2`;
  gateOf = (required) =>
    createGate({
      key: remoteJwks(`${provider.issuer}/jwks`),
      issuer: provider.issuer,
      audience: AUDIENCE,
      profile: "access_token",
      dpop: { replay: memoryReplay(), nonce: dpopNonces(), required, publicUrl: new URL(place).origin },
      origin: (_request, _env, _context, { payload }) => Response.json({ client: payload.client_id }),
    });
});
after(() => {
  provider?.close();
  api?.close();
});

let [gateOf, gate] = [];
const statuses = [];

async function answer({ method, url, headers }, response) {
  const answered = await gate(new Request(new URL(url, "http://inside.example"), { method, headers }));
  statuses.push(answered.status);
  response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
}

const grant = (handle) =>
  client.clientCredentialsGrant(config, { scope: "read", resource: AUDIENCE }, { DPoP: handle });

test("openid-client gets a bound token, learns of the nonce, and is let in", async () => {
  // With and without a challenge for bearer tokens before the challenge for bound ones.
  for (const [alg, required] of [
    ["ES256", true],
    ["Ed25519", false],
  ]) {
    gate = gateOf(required);
    const pair = await client.randomDPoPKeyPair(alg);
    const handle = client.getDPoPHandle(config, pair);
    const { access_token: token, token_type: type } = await grant(handle);
    assert.equal(type.toLowerCase(), "dpop");
    assert.equal(decode(token).payload.cnf.jkt, await handle.calculateThumbprint());
    const ask = (by = handle) =>
      client.fetchProtectedResource(config, token, new URL(place), "GET", null, undefined, { DPoP: by });
    statuses.length = 0;
    for (let count = 0; count < 2; count++) {
      assert.deepEqual(await (await ask()).json(), { client: "service" });
    }
    // The client got the nonce with the first request.
    assert.deepEqual(statuses, [401, 200, 200]);
    const bearer = await fetch(place, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await bearer.json()).code, "token_bound");
    const thief = client.getDPoPHandle(config, await client.randomDPoPKeyPair(alg));
    await assert.rejects(ask(thief), (error) => JSON.stringify(error.cause).includes("invalid_dpop_proof"));
  }
});

test("the package's own client, at the provider and at the gate", async () => {
  gate = gateOf(true);
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const key = jwk({ kty, crv, x, y, d }, "ES256");
  const endpoint = config.serverMetadata().token_endpoint;
  const answered = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa(`service:${encodeURIComponent(SECRETS.service)}`)}`,
      dpop: await createDpopProof({ key, htm: "POST", htu: endpoint }),
    },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "read", resource: AUDIENCE }),
  });
  const { access_token: token, token_type: type } = await answered.json();
  assert.equal(type, "DPoP");
  assert.equal(decode(token).payload.cnf.jkt, thumbprint(key.toPublicJwk()));
  const ask = async (nonce) => {
    const dpop = await createDpopProof({ key, htm: "GET", htu: place, accessToken: token, ...nonce });
    return fetch(place, { headers: { authorization: `DPoP ${token}`, dpop } });
  };
  const asked = await ask();
  assert.equal((await asked.json()).code, "use_dpop_nonce");
  assert.equal((await ask({ nonce: asked.headers.get("dpop-nonce") })).status, 200);
});

// A client proves its identity to a real provider by private_key_jwt, and exchanges a token (RFC 8693).
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, mock, test } from "node:test";
import { decode, generateSecret, secretKey, sign } from "jwt-wasm";
import { CLIENT_ASSERTION_TYPE, createTokenIssuer, keyRing, signClientAssertion } from "jwt-wasm/issuer";
import { errors, Provider } from "oidc-provider";
import { makeKeys } from "./lib/keys.mjs";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

const HOUR = 3600;
const ring = keyRing([], { publishAhead: HOUR, retireAfter: HOUR });
let [server, issuer, provider, published] = [];
const asked = [];

before(async () => {
  await ring.rotate();
  server = createServer(async (request, response) => {
    if (request.url !== "/client/jwks") return provider.callback()(request, response);
    asked.push(request.url);
    const answer = published(new Request(`${issuer}${request.url}`, { headers: request.headers }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  issuer = `http://127.0.0.1:${server.address().port}`;
  published = (request) => ring.jwksResponse(request);
  provider = new Provider(issuer, {
    jwks: { keys: makeKeys("one") },
    clients: [
      {
        client_id: "client-1",
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256",
        jwks_uri: `${issuer}/client/jwks`,
        grant_types: ["client_credentials", EXCHANGE],
        redirect_uris: [],
        response_types: [],
      },
    ],
    clientAuthMethods: ["private_key_jwt"],
    features: { devInteractions: { enabled: false }, clientCredentials: { enabled: true } },
    fetch: (url, { dispatcher: _, ...options }) => globalThis.fetch(url, options),
    ttl: { ClientCredentials: 600 },
  });
  // The provider has no token exchange built in, because which tokens may be exchanged is its operator's policy.
  provider.registerGrantType(
    EXCHANGE,
    async (ctx) => {
      const { subject_token: token, subject_token_type: type } = ctx.oidc.params;
      if (type !== ACCESS_TOKEN) throw new errors.InvalidRequest("another type of token is expected");
      const { payload } = decode(token);
      const made = new provider.ClientCredentials({ client: ctx.oidc.client, extra: { act: payload.sub } });
      ctx.body = {
        access_token: await made.save(),
        issued_token_type: ACCESS_TOKEN,
        token_type: "Bearer",
        expires_in: made.expiration,
      };
    },
    ["subject_token", "subject_token_type", "requested_token_type"],
  );
});
after(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(parameters, options = {}) {
  const assertion = await signClientAssertion({
    key: ring,
    clientId: "client-1",
    audience: issuer,
    ...options,
  });
  return send({ ...parameters, client_assertion: assertion });
}

async function send(parameters) {
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({
      client_assertion_type: CLIENT_ASSERTION_TYPE,
      client_id: "client-1",
      ...parameters,
    }),
  });
  return { status: answer.status, ...(await answer.json()) };
}

const GRANT = { grant_type: "client_credentials" };

test("the provider takes an assertion once, for itself alone, and while it lives", async () => {
  const { status, token_type: type } = await ask(GRANT);
  assert.deepEqual([status, type], [200, "Bearer"]);
  assert.equal((await ask(GRANT, { typ: "JWT" })).status, 200);
  const assertion = await signClientAssertion({ key: ring, clientId: "client-1", audience: issuer });
  assert.equal((await send({ ...GRANT, client_assertion: assertion })).status, 200);
  assert.equal((await send({ ...GRANT, client_assertion: assertion })).error, "invalid_client");
  assert.equal((await ask(GRANT, { audience: "https://other.example" })).error, "invalid_client");
  assert.match(String((await ask(GRANT, { clientId: "client-2" })).status), /^40[01]$/);
  const stranger = keyRing([], { publishAhead: 0, retireAfter: 0 });
  await stranger.rotate();
  assert.equal((await ask(GRANT, { key: stranger })).error, "invalid_client");
});

test("a token is exchanged for another", async () => {
  const own = createTokenIssuer({ key: secretKey(generateSecret("HS256"), "HS256") });
  const { access } = await own.issue("user-42");
  const exchange = { grant_type: EXCHANGE, subject_token: access, subject_token_type: ACCESS_TOKEN };
  const answer = await ask(exchange);
  assert.equal(answer.status, 200, JSON.stringify(answer));
  assert.deepEqual([answer.token_type, answer.issued_token_type], ["Bearer", ACCESS_TOKEN]);
  assert.notEqual(answer.access_token, access);
  assert.equal((await ask({ ...exchange, subject_token_type: "other" })).status, 400);
  const forged = await sign({ iss: "client-1", sub: "client-1", aud: issuer, jti: "a" }, ring.signingKey());
  assert.equal((await send({ ...exchange, client_assertion: forged })).status, 401);
});

test("the provider follows the client's ring through rotations, asking no more often than it was told to", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const used = new Set();
  asked.length = 0;
  for (let step = 0; step < 24; step += 1) {
    if (step % 8 === 0) assert.equal(await ring.rotate(), true);
    const { status } = await ask(GRANT);
    assert.equal(status, 200, `step ${step}`);
    used.add(ring.state.find(({ state }) => state === "signing").kid);
    mock.timers.tick((HOUR / 4) * 1000);
  }
  mock.timers.reset();
  assert.ok(used.size >= 3, `${used.size} keys`);
  // For six hours, every half hour.
  assert.ok(asked.length <= 13, `${asked.length} requests`);
});

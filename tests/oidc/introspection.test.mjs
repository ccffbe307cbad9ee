// Opaque tokens of a real provider. The gate asks the provider with a secret, with private_key_jwt, and for signed answers.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, mock, test } from "node:test";
import { remoteJwks, trustedIssuers } from "jwt-wasm";
import { createGate, introspection } from "jwt-wasm/edge";
import { keyRing } from "jwt-wasm/issuer";
import { Provider } from "oidc-provider";
import { memoryAdapter } from "./lib/adapter.mjs";
import { makeKeys } from "./lib/keys.mjs";

const API = "https://api.example";
const SECRET = "a secret of the tests";
const ring = keyRing([], { publishAhead: 0, retireAfter: 60 });
let [server, issuer, provider] = [];
let asked = 0;

const client = (id, more) => ({
  client_id: id,
  client_secret: SECRET,
  redirect_uris: [],
  response_types: [],
  grant_types: [],
  id_token_signed_response_alg: "ES256",
  ...more,
});

before(async () => {
  await ring.rotate();
  server = createServer((request, response) => {
    if (request.url === "/token/introspection") asked += 1;
    return provider.callback()(request, response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  issuer = `http://127.0.0.1:${server.address().port}`;
  const adapter = memoryAdapter();
  provider = new Provider(issuer, {
    adapter,
    jwks: { keys: makeKeys("one") },
    clients: [
      client("service", { grant_types: ["client_credentials"] }),
      client("api"),
      client("signed-api", { introspection_signed_response_alg: "ES256" }),
      client("key-api", {
        client_secret: undefined,
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256",
        jwks: ring.jwks(),
      }),
    ],
    clientAuthMethods: ["client_secret_basic", "private_key_jwt"],
    enabledJWA: {
      idTokenSigningAlgValues: ["ES256", "RS256"],
      introspectionSigningAlgValues: ["ES256", "RS256"],
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      jwtIntrospection: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource) => ({
          audience: resource,
          scope: "read write",
          accessTokenFormat: resource === API ? "opaque" : "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
    ttl: { ClientCredentials: 600, AccessToken: 600, RefreshToken: 600, Grant: 600 },
  });
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const basic = `Basic ${btoa(`service:${SECRET.replaceAll(" ", "+")}`)}`;
async function post(path, parameters) {
  const body = new URLSearchParams(parameters);
  return fetch(`${issuer}${path}`, { method: "POST", headers: { authorization: basic }, body });
}
const tokenFor = async (resource) => {
  const answer = await post("/token", { grant_type: "client_credentials", scope: "read", resource });
  return (await answer.json()).access_token;
};

function api(options, gateOptions = {}) {
  const gate = createGate({
    key: trustedIssuers([{ issuer, jwksUri: `${issuer}/jwks` }]),
    audience: [API, `${API}/jwt`],
    introspection: introspection({ endpoint: `${issuer}/token/introspection`, ...options }),
    origin: (_request, _env, _context, { payload }) => Response.json(payload),
    ...gateOptions,
  });
  return async (token) => {
    const answer = await gate(new Request(API, { headers: { authorization: `Bearer ${token}` } }));
    return { status: answer.status, ...(await answer.json()) };
  };
}

const WAYS = {
  "a secret": () => ({ clientId: "api", clientSecret: SECRET }),
  private_key_jwt: () => ({ clientId: "key-api", privateKeyJwt: { key: ring, audience: issuer } }),
  "signed answers": () => ({
    clientId: "signed-api",
    clientSecret: SECRET,
    signed: { key: remoteJwks(`${issuer}/jwks`), issuer },
  }),
};

for (const [name, options] of Object.entries(WAYS)) {
  test(`opaque tokens beside JWTs, by ${name}`, async () => {
    asked = 0;
    const ask = api({ ...options(), cache: { maxAge: 60 } }, { scope: "read" });
    const [opaque, jwt] = [await tokenFor(API), await tokenFor(`${API}/jwt`)];
    assert.ok(!opaque.includes(".") && jwt.split(".").length === 3);
    for (let round = 0; round < 3; round += 1) {
      const { status, active, iss, aud, client_id, scope } = await ask(opaque);
      assert.deepEqual(
        [status, active, iss, aud, client_id, scope],
        [200, true, issuer, API, "service", "read"],
      );
      assert.equal((await ask(jwt)).status, 200);
    }
    assert.equal(asked, 1);
    assert.equal((await ask(`${opaque}x`)).code, "token_inactive");
    // The last two look like JWTs, so the provider answers 400.
    for (const forged of ["forged", "a.b.c", `${jwt}.x`, jwt.split(".", 2).join(".")]) {
      assert.equal((await ask(forged)).code, "token_inactive", forged);
    }
    const strict = api({ ...options(), cache: false }, { scope: "write" });
    assert.equal((await strict(opaque)).code, "insufficient_scope");
    assert.equal(
      (await api({ ...options() }, { audience: "https://other.example" })(opaque)).code,
      "claim_mismatch",
    );
  });
}

test("a token that was revoked is refused once its answer is no longer kept", async () => {
  const token = await tokenFor(API);
  const ask = api({ ...WAYS["a secret"](), cache: false });
  const late = api({ ...WAYS["a secret"](), cache: { maxAge: 0.2 } });
  for (const way of [ask, late]) assert.equal((await way(token)).status, 200);
  assert.equal((await post("/token/revocation", { token })).status, 200);
  assert.equal((await ask(token)).code, "token_inactive");
  await new Promise((resolve) => setTimeout(resolve, 250));
  assert.equal((await late(token)).code, "token_inactive");
});

test("a refresh token is active at the provider, and is not an access token", async () => {
  const grant = new provider.Grant({ accountId: "user-42", clientId: "service" });
  grant.addResourceScope(API, "read");
  const grantId = await grant.save();
  const owner = await provider.Client.find("service");
  const token = await new provider.RefreshToken({
    accountId: "user-42",
    client: owner,
    grantId,
    scope: "read",
    resource: API,
    gty: "authorization_code",
  }).save();
  const told = await (await post("/token/introspection", { token })).json();
  assert.equal(told.active, true);
  const answered = await api(WAYS["a secret"](), { audience: false })(token);
  assert.deepEqual([answered.status, answered.code], [401, "claim_missing"]);
});

test("a gate that the provider does not know lets no request pass", async () => {
  mock.method(console, "error", () => {});
  const token = await tokenFor(API);
  const stranger = keyRing([], { publishAhead: 0, retireAfter: 60 });
  await stranger.rotate();
  for (const options of [
    { clientId: "api", clientSecret: "another" },
    { clientId: "unknown", clientSecret: SECRET },
    { clientId: "key-api", privateKeyJwt: { key: stranger, audience: issuer } },
    { clientId: "key-api", privateKeyJwt: { key: ring, audience: "https://other.example" } },
    {
      ...WAYS["a secret"](),
      clientId: "signed-api",
      signed: { ...WAYS["signed answers"]().signed, issuer: "https://a.example" },
    },
  ]) {
    assert.equal((await api(options)(token)).code, "introspection_unavailable");
  }
  mock.restoreAll();
});

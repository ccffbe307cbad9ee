// The metadata of a token issuer, which lead this package to the issuer's keys.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { inspect } from "node:util";
import { generateSecret, JwtError, secretKey, trustedIssuers, verify } from "jwt-wasm";
import { createTokenIssuer, keyRing } from "jwt-wasm/issuer";

const ISSUER = "https://issuer.example/a";
const ring = keyRing([], { publishAhead: 3600, retireAfter: 86_400 });
await ring.rotate();
const made = (metadata, options = {}) =>
  createTokenIssuer({ key: ring, issuer: ISSUER, metadata, ...options });
const documentOf = (metadata, options) => made(metadata, options).metadataResponse().json();

function code(act) {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof JwtError, inspect(error));
    return error.code;
  }
  return "none";
}

test("the metadata have the members that the standards demand, and the given ones under their published names", async () => {
  assert.deepEqual(await documentOf({}), {
    issuer: ISSUER,
    response_types_supported: ["none"],
    grant_types_supported: ["refresh_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
  });
  const given = {
    authorizationEndpoint: "https://issuer.example/authorize",
    tokenEndpoint: "https://issuer.example/token",
    jwksUri: "https://issuer.example/jwks",
    scopesSupported: ["read"],
    tokenEndpointAuthMethodsSupported: ["private_key_jwt"],
    tokenEndpointAuthSigningAlgValuesSupported: ["ES256"],
    authorizationResponseIssParameterSupported: true,
    dpopSigningAlgValuesSupported: ["ES256"],
    opPolicyUri: "https://issuer.example/policy",
  };
  assert.deepEqual(await documentOf(given), {
    issuer: ISSUER,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    authorization_endpoint: "https://issuer.example/authorize",
    token_endpoint: "https://issuer.example/token",
    jwks_uri: "https://issuer.example/jwks",
    scopes_supported: ["read"],
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ["ES256"],
    authorization_response_iss_parameter_supported: true,
    dpop_signing_alg_values_supported: ["ES256"],
    op_policy_uri: "https://issuer.example/policy",
  });
  const own = await documentOf({
    responseTypesSupported: ["token"],
    idTokenSigningAlgValuesSupported: ["RS256"],
  });
  assert.deepEqual(
    [own.response_types_supported, own.id_token_signing_alg_values_supported],
    [["token"], ["RS256"]],
  );
});

test("a secret is not published as a key for others", async () => {
  const key = secretKey(generateSecret("HS256"), "HS256");
  assert.ok(!("id_token_signing_alg_values_supported" in (await documentOf({}, { key }))));
});

test("the answer is for caches, browsers and HEAD", async () => {
  const issuer = made({});
  const whole = issuer.metadataResponse(new Request(`${ISSUER}/x`));
  const headers = Object.fromEntries(whole.headers);
  assert.match(headers.etag, /^"[\w-]{43}"$/);
  assert.deepEqual(
    { ...headers, etag: "" },
    {
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=3600",
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      etag: "",
    },
  );
  const again = new Request(ISSUER, { headers: { "if-none-match": headers.etag } });
  assert.equal(issuer.metadataResponse(again).status, 304);
  assert.equal(await issuer.metadataResponse(new Request(ISSUER, { method: "HEAD" })).text(), "");
  assert.equal(issuer.metadataResponse(new Request(ISSUER, { method: "POST" })).status, 405);
  issuer.free();
  assert.equal(
    code(() => issuer.metadataResponse()),
    "options_invalid",
  );
});

test("metadata that make no sense are refused", () => {
  for (const metadata of [
    null,
    [],
    "x",
    { jwks_uri: "https://issuer.example/jwks" },
    { issuer: ISSUER },
    { jwksUri: undefined },
    { jwksUri: "" },
    { jwksUri: "jwks" },
    { jwksUri: "http://issuer.example/jwks" },
    { jwksUri: "https://a:b@issuer.example/jwks" },
    { jwksUri: new URL("https://issuer.example/jwks") },
    { tokenEndpoint: "javascript:alert(1)" },
    { scopesSupported: "read" },
    { scopesSupported: [] },
    { scopesSupported: [1] },
    { scopesSupported: [undefined] },
    { scopesSupported: ["\ud800"] },
    { requirePushedAuthorizationRequests: "yes" },
  ]) {
    assert.equal(
      code(() => made(metadata)),
      "options_invalid",
      inspect(metadata),
    );
  }
  for (const issuer of [
    undefined,
    "a",
    "http://issuer.example",
    "https://issuer.example/?a",
    "https://issuer.example/#",
  ]) {
    const options = { key: ring, metadata: {}, ...(issuer === undefined ? {} : { issuer }) };
    assert.equal(
      code(() => createTokenIssuer(options)),
      "options_invalid",
      issuer,
    );
  }
  assert.equal(
    code(() => createTokenIssuer({ key: ring, issuer: ISSUER }).metadataResponse()),
    "options_invalid",
  );
});

test("trustedIssuers finds the keys by the metadata, and goes on finding them when they are rotated", async () => {
  const own = keyRing([], { publishAhead: 0, retireAfter: 86_400 });
  await own.rotate();
  const asked = [];
  let documents;
  const server = createServer(async (request, response) => {
    asked.push(request.url);
    const url = `http://localhost${request.url}`;
    const answer = documents(new Request(url, { method: request.method, headers: request.headers }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${server.address().port}/tenant`;
  const tokens = createTokenIssuer({ key: own, issuer, metadata: { jwksUri: `${issuer}/jwks` } });
  documents = (request) =>
    request.url.endsWith("/jwks") ? own.jwksResponse(request) : tokens.metadataResponse(request);
  const trusted = trustedIssuers([issuer], { cooldown: 0 });
  for (let round = 0; round < 3; round += 1) {
    const { access } = await tokens.issue("user-42");
    assert.equal((await verify(access, trusted)).payload.iss, issuer);
    await own.rotate();
  }
  server.closeAllConnections();
  server.close();
  assert.deepEqual(asked, [
    "/tenant/.well-known/openid-configuration",
    "/tenant/jwks",
    "/tenant/jwks",
    "/tenant/jwks",
  ]);
});

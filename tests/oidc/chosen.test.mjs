// How the keys of a real provider are found and narrowed, compared with other libraries.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { trustedIssuers, verify } from "jwt-wasm";
import * as oauth from "oauth4webapi";
import { makeKeys } from "./lib/keys.mjs";
import { apiOf, serviceToken } from "./lib/login.mjs";
import { startProvider } from "./lib/provider.mjs";

let provider;
// Each test has its own provider, because fetched keys are shared.
beforeEach(async () => {
  // The provider signs ID tokens with ES256 only, although it has a key for RS256 as well.
  provider = await startProvider(["ES256"], makeKeys("one"));
});
afterEach(() => provider?.close());

test("an access token that is signed otherwise than ID tokens needs the address of the keys", async () => {
  const { issuer } = provider;
  const audience = apiOf("RS256");
  const token = await serviceToken(provider, "RS256");
  const options = { [oauth.allowInsecureRequests]: true };
  const server = await oauth.processDiscoveryResponse(
    new URL(issuer),
    await oauth.discoveryRequest(new URL(issuer), options),
  );
  assert.deepEqual(server.id_token_signing_alg_values_supported, ["ES256"]);
  const request = new Request(audience, { headers: { authorization: `Bearer ${token}` } });
  assert.ok(await oauth.validateJwtAccessToken(server, request, audience, options));

  const narrowed = trustedIssuers([issuer]);
  await assert.rejects(verify(token, narrowed, { audience }), { code: "algorithm_not_allowed" });
  const es256 = await serviceToken(provider, "ES256");
  assert.ok(await verify(es256, narrowed, { audience: apiOf("ES256") }));
  const named = trustedIssuers([{ issuer, jwksUri: `${issuer}/jwks` }]);
  assert.ok(await verify(token, named, { audience }));
});

test("a function names the provider at run time, and strangers cost nothing", async () => {
  const { issuer } = provider;
  const audience = apiOf("ES256");
  const asked = [];
  const key = trustedIssuers([
    (iss) => {
      asked.push(iss);
      return iss === issuer ? { issuer, audience } : undefined;
    },
  ]);
  const token = await serviceToken(provider, "ES256");
  provider.requests();
  const all = await Promise.all(Array.from({ length: 20 }, () => verify(token, key, { audience })));
  assert.equal(all.length, 20);
  assert.deepEqual(asked, [issuer]);
  assert.deepEqual(provider.requests(), { discovery: 1, jwks: 1 });

  const [header, payload, signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  for (let index = 0; index < 50; index++) {
    const iss = `${issuer}/tenant-${index}`;
    const changed = Buffer.from(JSON.stringify({ ...claims, iss })).toString("base64url");
    await assert.rejects(verify(`${header}.${changed}.${signature}`, key, { audience }), {
      code: "issuer_unknown",
      actual: iss,
    });
  }
  assert.deepEqual(provider.requests(), { discovery: 0, jwks: 0 });
});

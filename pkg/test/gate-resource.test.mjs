// A gate with the option `resource` (RFC 9728): its metadata, its challenges and its audience.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Hono } from "hono";
import { oneOf, trustedIssuers } from "jwt-wasm";
import { memoryReplay } from "jwt-wasm/dpop";
import { createGate, introspection } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { bearer, gateOf, key, token, told } from "./gate.mjs";
import { ACTIVE, CLIENT, endpoint } from "./introspection.mjs";
import { code, load, refusal } from "./support.mjs";

const { resources, misspelt, wrong, served, notServed } = load("reports/resource-metadata.json");

const URL_OF_IT = "https://mcp.example.com/mcp";
const AT = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";
const resource = { url: URL_OF_IT, authorizationServers: ["https://auth.example.com"] };
const ask = async (options, path = AT, init = {}) => {
  const { gate, seen } = gateOf({ resource, ...options });
  const answer = await gate(new Request(new URL(path, "https://mcp.example.com"), init));
  assert.equal(seen.length, 0, "it is the gate's to answer");
  return answer;
};

test("the metadata contain the options, under the names of RFC 9728", async () => {
  const { status, headers } = await ask();
  assert.equal(status, 200);
  assert.equal(headers.get("content-type"), "application/json");
  const said = async (more, options) =>
    (await ask({ resource: { ...resource, ...more }, ...options })).json();
  const least = {
    resource: URL_OF_IT,
    authorization_servers: ["https://auth.example.com"],
    bearer_methods_supported: ["header"],
  };
  assert.deepEqual(await said(), least);
  const all = {
    scopes: ["read", "write"],
    resourceName: "Nötes “1”",
    resourceDocumentation: "https://mcp.example.com/docs?x=1#y",
    resourcePolicyUri: "https://mcp.example.com/policy",
    resourceTosUri: "https://mcp.example.com/tos",
    jwksUri: "https://mcp.example.com/jwks",
    resourceSigningAlgValuesSupported: ["ES256"],
    authorizationDetailsTypesSupported: ["payment"],
  };
  assert.deepEqual(await said(all), {
    ...least,
    scopes_supported: ["read", "write"],
    resource_name: "Nötes “1”",
    resource_documentation: "https://mcp.example.com/docs?x=1#y",
    resource_policy_uri: "https://mcp.example.com/policy",
    resource_tos_uri: "https://mcp.example.com/tos",
    jwks_uri: "https://mcp.example.com/jwks",
    resource_signing_alg_values_supported: ["ES256"],
    authorization_details_types_supported: ["payment"],
  });
});

test("the metadata do not offer what the gate does not accept", async () => {
  const said = async (options) => (await ask(options)).json();
  const others = [{ cookie: "t" }, { header: "x-token" }, { header: "x-token", scheme: "Bearer" }];
  for (const tokenFrom of [...others, { webSocket: "protocol" }]) {
    assert.equal("bearer_methods_supported" in (await said({ tokenFrom })), false, inspect(tokenFrom));
    const both = await said({ tokenFrom: [tokenFrom, "bearer"] });
    assert.deepEqual(both.bearer_methods_supported, ["header"]);
  }
  const bound = await said({ certificateThumbprint: () => undefined });
  assert.equal(bound.tls_client_certificate_bound_access_tokens, true);
  const algorithms = ["ES256", "EdDSA"];
  const bindable = await said({ dpop: { replay: memoryReplay(), algorithms } });
  assert.deepEqual(bindable.bearer_methods_supported, ["header"]);
  assert.deepEqual(bindable.dpop_signing_alg_values_supported, algorithms);
  assert.equal("dpop_bound_access_tokens_required" in bindable, false);
  const onlyBound = await said({ dpop: { replay: memoryReplay(), algorithms, required: true } });
  assert.equal("bearer_methods_supported" in onlyBound, false);
  assert.equal(onlyBound.dpop_bound_access_tokens_required, true);
  const usual = await said({});
  assert.equal("tls_client_certificate_bound_access_tokens" in usual, false);
  assert.equal("dpop_signing_alg_values_supported" in usual, false);
});

test("the address of the metadata is made of the resource's URL, and a challenge names it", async () => {
  for (const { url, metadata } of resources) {
    const one = { ...resource, url };
    const answer = await ask({ resource: one }, metadata);
    assert.equal(answer.status, 200, metadata);
    assert.equal((await answer.json()).resource, url);
    const { send } = gateOf({ resource: one });
    assert.equal((await send()).challenge, `Bearer resource_metadata="${metadata}"`);
  }
});

test("the metadata are the same for every client and every host", async () => {
  const usual = await (await ask()).text();
  for (const [url, headers] of [
    ["https://evil.example/.well-known/oauth-protected-resource/mcp", {}],
    ["http://localhost:8787/.well-known/oauth-protected-resource/mcp", {}],
    [AT, { host: "evil.example", "x-forwarded-host": "evil.example", "x-original-url": "/admin" }],
    [AT, { origin: "https://evil.example" }],
    [AT, { authorization: "Bearer x, Bearer y" }],
  ]) {
    const answer = await ask({}, url, { headers });
    assert.equal(await answer.text(), usual, url);
  }
  const { send } = gateOf({ resource });
  const { challenge } = await send({}, { url: "https://evil.example/x" });
  assert.equal(challenge, `Bearer resource_metadata="${AT}"`);
});

test("it is at two paths, and no other spelling of them gets it", async () => {
  for (const path of served) assert.equal((await ask({}, path)).status, 200, path);
  const { gate } = gateOf({ resource });
  for (const path of notServed) {
    // Some runtimes pass the URL on as it was written, so a plain object stands in for their request.
    const url = `https://mcp.example.com${path}`;
    const raw = { method: "GET", headers: new Headers(), url };
    for (const request of [new Request(url), raw]) {
      assert.equal((await gate(request)).status, 401, path);
    }
  }
  for (const path of [
    "/x/../.well-known/oauth-protected-resource",
    "/./.well-known/oauth-protected-resource",
    "/x/%2e%2e/.well-known/oauth-protected-resource",
    "\\.well-known\\oauth-protected-resource",
    "/.well-known/./oauth-protected-resource",
  ]) {
    const raw = { method: "GET", headers: new Headers(), url: `https://mcp.example.com${path}` };
    assert.equal((await gate(raw)).status, 401, path);
  }
  for (const url of ["", "/.well-known/oauth-protected-resource", "http://", "https://%/"]) {
    assert.equal((await gate({ method: "GET", headers: new Headers(), url })).status, 401, url);
  }
});

test("GET and HEAD get the metadata, with headers for caches and for scripts of other pages", async () => {
  const got = await ask();
  const body = await got.text();
  const kept = ["cache-control", "content-type", "etag", "access-control-allow-origin"];
  const [cache, type, etag, cors] = kept.map((name) => got.headers.get(name));
  assert.deepEqual([cache, type, cors], ["public, max-age=3600", "application/json", "*"]);
  assert.match(etag, /^"[\da-z]+"$/);
  const head = await ask({}, AT, { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
  assert.deepEqual(
    kept.map((name) => head.headers.get(name)),
    [cache, type, etag, cors],
  );
  for (const known of [etag, `W/${etag}`, "*", `"x", ${etag}`, `"x" ,\tW/${etag},`]) {
    for (const method of ["GET", "HEAD"]) {
      const answer = await ask({}, AT, { method, headers: { "if-none-match": known } });
      assert.deepEqual([answer.status, await answer.text()], [304, ""], known);
      assert.deepEqual([answer.headers.get("etag"), answer.headers.get("cache-control")], [etag, cache]);
    }
  }
  for (const known of ['"x"', "", etag.slice(1, -1), `w/${etag}`, `W/W/${etag}`, `"W/${etag.slice(1)}`]) {
    const answer = await ask({}, AT, { headers: { "if-none-match": known } });
    assert.deepEqual([answer.status, await answer.text()], [200, body], known);
  }
  const other = await ask({ resource: { ...resource, scopes: ["read"] } });
  assert.notEqual(other.headers.get("etag"), etag);
});

test("the gate answers requests for its metadata even if their path is public", async () => {
  const open = {
    publicPaths: ["/.well-known/*"],
    publicMethods: ["GET", "HEAD", "OPTIONS"],
    allowPreflight: true,
  };
  const onReject = () => assert.fail("nothing is refused");
  assert.equal((await ask({ ...open, onReject })).status, 200);
  const { send } = gateOf({ ...open, resource });
  const others = await send({}, { url: "https://mcp.example.com/.well-known/security.txt" });
  assert.deepEqual([others.status, others.body], [200, "origin"]);
});

test("a preflight is answered, and any other method refused", async () => {
  const headers = { origin: "https://app.example", "access-control-request-method": "GET" };
  const preflight = await ask({}, AT, {
    method: "OPTIONS",
    headers: { ...headers, "access-control-request-headers": "mcp-protocol-version" },
  });
  assert.deepEqual([preflight.status, await preflight.text()], [204, ""]);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "*");
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get", "Head"]) {
    const { status, headers } = await gateOf({ resource }).gate({ method, url: AT, headers: new Headers() });
    assert.deepEqual([status, headers.get("allow")], [405, "GET, HEAD, OPTIONS"], method);
  }
});

test("each challenge names the metadata, and the scopes that are asked for", async () => {
  const { send } = gateOf({ resource, scope: ["hevy:access", "b"] });
  const metadata = `resource_metadata="${AT}", scope="hevy:access b"`;
  assert.equal((await send()).challenge, `Bearer ${metadata}`);
  assert.equal((await send(bearer("x"))).challenge.startsWith(`Bearer error="invalid_token", `), true);
  const expired = await send(bearer(token({ exp: 1, aud: URL_OF_IT }, {})));
  assert.equal(expired.challenge, `Bearer error="invalid_token", error_description="expired", ${metadata}`);
  const malformed = await send({ authorization: "Bearer a, Bearer b" });
  assert.deepEqual(
    [malformed.status, malformed.challenge],
    [400, `Bearer error="invalid_request", resource_metadata="${AT}"`],
  );
  const lacking = await send(bearer(token({ aud: URL_OF_IT, scope: "b" })));
  assert.deepEqual(
    [lacking.status, lacking.challenge],
    [403, `Bearer error="insufficient_scope", ${metadata}`],
  );
  assert.equal(
    (await gateOf({ resource, realm: "notes" }).send()).challenge,
    `Bearer realm="notes", resource_metadata="${AT}"`,
  );
});

test("with proofs, both schemes name the metadata, and a scheme that is not wanted is not named", async () => {
  const dpop = { replay: memoryReplay(), algorithms: ["ES256"] };
  const more = `resource_metadata="${AT}", scope="read"`;
  const both = gateOf({ resource, scope: "read", dpop });
  assert.equal((await both.send()).challenge, `Bearer ${more}, DPoP algs="ES256", ${more}`);
  const lacking = await both.send(bearer(token({ aud: URL_OF_IT })));
  const refused = `Bearer error="insufficient_scope", ${more}, DPoP algs="ES256", resource_metadata="${AT}"`;
  assert.equal(lacking.challenge, refused);
  const required = gateOf({ resource, scope: "read", dpop: { ...dpop, required: true } });
  assert.equal((await required.send()).challenge, `DPoP algs="ES256", ${more}`);
});

test("a route's demands are in the challenge, and the metadata do not need them", async () => {
  const routes = { "/mcp/*": { scope: "write" }, "/.well-known/*": { scope: "admin" } };
  const { send, gate } = gateOf({ resource, scope: "read", routes });
  const { challenge } = await send({}, { url: `${URL_OF_IT}/x` });
  assert.equal(challenge, `Bearer resource_metadata="${AT}", scope="read write"`);
  assert.equal((await gate(new Request(AT))).status, 200);
});

test("optional requests go on, and a bad token gets the challenge", async () => {
  const { send } = gateOf({ resource, optional: true });
  assert.equal((await send()).status, 200);
  const { status, challenge } = await send(bearer("x"));
  assert.deepEqual([status, challenge.endsWith(`resource_metadata="${AT}"`)], [401, true]);
  const elsewhere = await send(bearer(token({ aud: "else" })));
  assert.equal(elsewhere.status, 401);
});

test("a request for the metadata is reported as public", async () => {
  const seen = [];
  const onDecision = ({ outcome }) => void seen.push(outcome);
  assert.equal((await ask({ onDecision })).status, 200);
  assert.deepEqual(seen, ["public"]);
});

// https://github.com/chrisdoc/hevy-mcp/issues/995
test("a Worker as resource server gets the exact challenge that it asks for", async () => {
  const url = "https://mcp.hevy-mcp.dev/mcp";
  const authorizationServers = ["https://auth.hevy-mcp.dev"];
  const { send } = gateOf({ resource: { url, authorizationServers }, scope: "hevy:access" });
  const { status, challenge } = await send({}, { url, method: "POST" });
  assert.equal(status, 401);
  assert.equal(
    challenge,
    'Bearer resource_metadata="https://mcp.hevy-mcp.dev/.well-known/oauth-protected-resource/mcp", scope="hevy:access"',
  );
});

/** The outcome for a token with this audience: "passed", or the code of the refusal. */
const outcome = async (options, aud, claims = {}) => {
  const { send } = gateOf(options);
  const { status, body } = await send(bearer(token({ ...claims, ...(aud === undefined ? {} : { aud }) })));
  return status === 200 ? "passed" : body.code;
};

test("a token has to be for the resource (RFC 8707)", async () => {
  const cases = [
    [URL_OF_IT, "passed"],
    [[URL_OF_IT], "passed"],
    [["https://else.example", URL_OF_IT], "passed"],
    [undefined, "claim_missing"],
    ["https://mcp.example.com", "claim_mismatch"],
    ["https://mcp.example.com/", "claim_mismatch"],
    [`${URL_OF_IT}/`, "claim_mismatch"],
    [`${URL_OF_IT}/x`, "claim_mismatch"],
    ["https://MCP.example.com/mcp", "claim_mismatch"],
    ["https://mcp.example.com:443/mcp", "claim_mismatch"],
    [[], "claim_mismatch"],
    ["", "claim_mismatch"],
  ];
  for (const [aud, expected] of cases) {
    assert.equal(await outcome({ resource }, aud), expected, JSON.stringify(aud));
  }
});

test("a resource without a path has two spellings, which are one (RFC 9110 §4.2.3)", async () => {
  for (const url of ["https://mcp.example.com", "https://mcp.example.com/"]) {
    for (const aud of ["https://mcp.example.com", "https://mcp.example.com/"]) {
      assert.equal(await outcome({ resource: { ...resource, url } }, aud), "passed");
    }
    assert.equal(await outcome({ resource: { ...resource, url } }, URL_OF_IT), "claim_mismatch");
  }
});

test("an audience beside it narrows, and another name of the resource takes its place", async () => {
  const both = { resource, audience: "api" };
  assert.equal(await outcome(both, ["api", URL_OF_IT]), "passed");
  assert.equal(await outcome(both, "api"), "claim_mismatch");
  assert.equal(await outcome(both, URL_OF_IT), "claim_mismatch");
  assert.equal(await outcome(both, undefined), "claim_missing");
  const named = { resource: { ...resource, audience: "api://notes" } };
  assert.equal(await outcome(named, "api://notes"), "passed");
  assert.equal(await outcome(named, URL_OF_IT), "claim_mismatch");
  const several = { resource: { ...resource, audience: ["api://notes", URL_OF_IT] } };
  assert.equal(await outcome(several, URL_OF_IT), "passed");
  assert.equal(await outcome(several, "else"), "claim_mismatch");
  assert.equal(
    code(() => gateOf({ resource, audience: false })),
    "options_invalid",
  );
});

test("an issuer's own audience narrows the audience, also with a key from the environment", async () => {
  const iss = "https://auth.example.com";
  const issuers = trustedIssuers([{ issuer: iss, key, audience: "api" }]);
  for (const keys of [{ key: issuers }, { keyFromEnv: () => issuers }]) {
    assert.equal(await outcome({ resource, ...keys }, ["api", URL_OF_IT], { iss }), "passed");
    assert.equal(await outcome({ resource, ...keys }, "api", { iss }), "claim_mismatch");
    assert.equal(await outcome({ resource, ...keys }, URL_OF_IT, { iss }), "claim_mismatch");
  }
  assert.equal(await outcome({ resource, keyFromEnv: () => key }, URL_OF_IT), "passed");
  assert.equal(await outcome({ resource, keyFromEnv: () => key }, "api"), "claim_mismatch");
  const several = { resource, audience: oneOf("api", "web") };
  assert.equal(await outcome(several, ["web", URL_OF_IT]), "passed");
  assert.equal(await outcome(several, ["web", "api"]), "claim_mismatch");
});

test("an opaque token has to be for the resource too", async () => {
  let aud;
  const server = await endpoint(() => ({ ...ACTIVE, aud }));
  try {
    for (const [more, said, expected] of [
      [{}, URL_OF_IT, 200],
      [{}, ["else", URL_OF_IT], 200],
      [{}, "else", 401],
      [{}, undefined, 401],
      [{ audience: "api" }, ["api", URL_OF_IT], 200],
      [{ audience: "api" }, "api", 401],
      [{ audience: "api" }, URL_OF_IT, 401],
    ]) {
      aud = said;
      const asked = introspection({ endpoint: server.url, ...CLIENT });
      const { status } = await gateOf({ resource, introspection: asked, ...more }).send(bearer("opaque"));
      assert.equal(status, expected, JSON.stringify([more, said]));
    }
  } finally {
    server.close();
  }
});

test("onReject gets the scopes of the challenge", async () => {
  const seen = [];
  const onReject = ({ status, scope }) => void seen.push([status, scope]);
  const { send } = gateOf({ resource, scope: "read write", onReject });
  await send();
  await send(bearer(token({ aud: URL_OF_IT, scope: "read" })));
  await send({ authorization: "Bearer a, Bearer b" });
  assert.deepEqual(seen, [
    [401, "read write"],
    [403, "read write"],
    [400, undefined],
  ]);
});

test("Hono's middleware answers where it is mounted", async () => {
  const app = new Hono();
  const gate = jwtGate({ key, resource, scope: "read" });
  app.use("/.well-known/oauth-protected-resource/*", gate);
  app.use("/mcp", gate);
  app.all("/mcp", (c) => c.text(c.get("jwt").payload.sub));
  app.get("/open", (c) => c.text("open"));
  const at = async (path, init) => app.request(`https://mcp.example.com${path}`, init);
  for (const path of served) assert.equal((await at(path)).status, 200, path);
  assert.equal((await at("/.well-known/oauth-protected-resource", { method: "OPTIONS" })).status, 204);
  const head = await at("/.well-known/oauth-protected-resource", { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
  assert.equal((await at("/.well-known/oauth-protected-resource/else")).status, 401);
  const refused = await told(await at("/mcp", { method: "POST" }));
  assert.deepEqual(
    [refused.status, refused.challenge],
    [401, `Bearer resource_metadata="${AT}", scope="read"`],
  );
  const headers = bearer(token({ aud: URL_OF_IT, scope: "read" }));
  assert.equal(await (await at("/mcp", { method: "POST", headers })).text(), "alice");
  assert.equal(await (await at("/open")).text(), "open");
});

test("options that name no resource are told at once", () => {
  const of = (more) => () => gateOf({ resource: { ...resource, ...more } });
  for (const url of misspelt) {
    const { code, message } = refusal(of({ url }));
    assert.equal(code, "options_invalid", url);
    assert.match(message, /^the option resource\.url must /, url);
  }
  for (const url of [...wrong, 1, null, undefined, {}, new URL(URL_OF_IT), [URL_OF_IT]]) {
    assert.equal(code(of({ url })), "options_invalid", String(url));
  }
  for (const given of [
    undefined,
    null,
    1,
    URL_OF_IT,
    [],
    {},
    new Map(),
    { url: URL_OF_IT },
    { authorizationServers: ["https://auth.example.com"] },
    { ...resource, urls: [] },
    { ...resource, resource: URL_OF_IT },
    { ...resource, scopesSupported: ["a"] },
    { ...resource, name: "a" },
    { ...resource, authorizationServers: undefined },
  ]) {
    assert.equal(
      code(() => gateOf({ resource: given })),
      "options_invalid",
      inspect(given),
    );
  }
  for (const [name, values] of Object.entries({
    authorizationServers: [
      [],
      "https://auth.example.com",
      ["http://auth.example.com"],
      ["auth.example.com"],
      ["https://auth.example.com?x"],
      ["https://auth.example.com#x"],
      ["https://user@auth.example.com"],
      ["https://auth.example.com/é"],
      [new URL("https://auth.example.com")],
      [""],
      [undefined],
    ],
    scopes: [[], "read", ["a b"], ['a"b'], ["a\\b"], [""], ["é"], [1]],
    audience: ["", [], [""], [1], 1, false, null, {}, ["\ud800"]],
    resourceName: ["", 1, "\ud800", {}],
    resourceDocumentation: [
      "",
      "docs",
      "/docs",
      "http://mcp.example.com/docs",
      "javascript:alert(1)",
      "data:,x",
      1,
    ],
    resourcePolicyUri: ["", "http://mcp.example.com/policy", "javascript:alert(1)"],
    resourceTosUri: ["", "http://mcp.example.com/tos", "javascript:alert(1)"],
    jwksUri: ["", "http://mcp.example.com/jwks", "https://user:secret@mcp.example.com/jwks"],
    resourceSigningAlgValuesSupported: [[], "ES256", ["none"], [""], [1]],
    authorizationDetailsTypesSupported: [[], "payment", [""], [1]],
  })) {
    for (const value of [...values, undefined]) {
      assert.equal(code(of({ [name]: value })), "options_invalid", `${name}: ${inspect(value)}`);
    }
  }
});

test("hostile options are options that are wrong", () => {
  const thrower = () => {
    throw new Error("hostile");
  };
  const traps = new Proxy({}, { get: () => thrower });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  const { proxy: revokedList, revoke: revokeList } = Proxy.revocable([], {});
  revoke();
  revokeList();
  const getter = Object.defineProperty({}, "url", { get: thrower, enumerable: true });
  const hostile = [new Proxy({}, traps), new Proxy([], traps), revoked, revokedList, getter];
  const texts = [{ toString: () => URL_OF_IT }, new String(URL_OF_IT), Symbol("x"), 1n, () => URL_OF_IT];
  for (const value of [...hostile, ...texts]) {
    const about = inspect(value, { showProxy: true });
    assert.equal(
      code(() => gateOf({ resource: value })),
      "options_invalid",
      about,
    );
    for (const name of ["url", "authorizationServers", "scopes", "audience", "resourceName", "jwksUri"]) {
      for (const member of [value, [value]]) {
        const given = { ...resource, [name]: member };
        assert.equal(
          code(() => gateOf({ resource: given })),
          "options_invalid",
          `${name}: ${about}`,
        );
      }
    }
  }
  // Lists with holes, and very long lists.
  assert.equal(
    code(() => gateOf({ resource: { ...resource, scopes: new Array(3) } })),
    "options_invalid",
  );
  const long = `https://mcp.example.com/${"a".repeat(1e6)}`;
  assert.doesNotThrow(() => gateOf({ resource: { ...resource, url: long } }));
});

test("options that change after the check change nothing", async () => {
  const scopes = ["read"];
  const own = { url: URL_OF_IT, authorizationServers: ["https://auth.example.com"], scopes };
  const { gate, send } = gateOf({ resource: own });
  scopes.push("write");
  own.authorizationServers.push("https://evil.example");
  own.url = "https://evil.example";
  own.audience = "else";
  const said = await (await gate(new Request(AT))).json();
  assert.deepEqual([said.resource, said.scopes_supported], [URL_OF_IT, ["read"]]);
  assert.deepEqual(said.authorization_servers, ["https://auth.example.com"]);
  assert.equal((await send(bearer(token({ aud: URL_OF_IT })))).status, 200);
});

test("without it nothing is served, and challenges are as they were", async () => {
  const { send } = gateOf({ scope: "read" });
  const { status, challenge } = await send({}, { url: AT });
  assert.deepEqual([status, challenge], [401, 'Bearer realm="mcp.example.com"']);
});

test("a long If-None-Match takes time that grows with its length", async () => {
  const gate = createGate({ key, resource, origin: () => new Response() });
  const time = async (length) => {
    const headers = { get: () => `${", W/".repeat(length)}"`, keys: () => [] };
    const started = performance.now();
    assert.equal((await gate({ method: "GET", url: AT, headers })).status, 200);
    return performance.now() - started;
  };
  await time(1e4);
  assert.ok((await time(2e5)) < 1000);
});

test("authorization servers that the key does not trust are refused at once", () => {
  const make = (issuers, authorizationServers) =>
    createGate({
      key: trustedIssuers(issuers),
      resource: { ...resource, authorizationServers },
      origin: () => new Response(),
    });
  const [one, other] = ["https://auth.example.com", "https://other.example"];
  for (const [issuers, servers] of [
    [[one], [other]],
    [[one], [`${one}/`]],
    [[one, other], ["https://third.example"]],
  ]) {
    assert.equal(
      code(() => make(issuers, servers)),
      "options_invalid",
      inspect([issuers, servers]),
    );
  }
  make([one, other], [other]);
  make([one], [other, one]);
  // A function may find further issuers, and an entry with its own keys may belong to another server, so neither is refused.
  make([one, () => undefined], [other]);
  make([{ issuer: one, key }], [other]);
});

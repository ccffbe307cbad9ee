// The metadata of a protected resource in Node's frameworks. The answers equal those of `createGate`, byte for byte.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bearer, gateOf, key, token } from "./gate.mjs";
import { APPS, serving } from "./node-apps.mjs";
import { load } from "./support.mjs";

const { served, notServed } = load("reports/resource-metadata.json");

const HOST = "https://mcp.example.com";
const PATH = "/.well-known/oauth-protected-resource/mcp";
const resource = {
  url: `${HOST}/mcp`,
  authorizationServers: ["https://auth.example.com"],
  resourceName: "Nötes",
};
const options = { key, resource, scope: "read" };

const SHOWN = [
  "access-control-allow-headers",
  "access-control-allow-origin",
  "access-control-max-age",
  "allow",
  "cache-control",
  "content-type",
  "etag",
  "www-authenticate",
];
const shown = (headers) =>
  Object.fromEntries(SHOWN.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));

/** The parts of `createGate`'s answer that a client sees. */
async function expectedOf(path, { method = "GET", headers = {} }) {
  const { gate } = gateOf(options);
  const answer = await gate(new Request(HOST + path, { method, headers }));
  return {
    status: answer.status,
    headers: shown(Object.fromEntries(answer.headers)),
    text: await answer.text(),
  };
}

const etag = async () => (await expectedOf(PATH, {})).headers.etag;

for (const name of Object.keys(APPS)) {
  test(`${name}: requests for the metadata`, async () => {
    const preflight = { origin: "https://app.example", "access-control-request-method": "GET" };
    await serving(name, [options], async (send) => {
      for (const { path = PATH, method = "GET", headers = {} } of [
        {},
        { method: "HEAD" },
        { method: "OPTIONS", headers: preflight },
        { method: "OPTIONS" },
        { method: "POST" },
        { method: "DELETE" },
        { headers: { "if-none-match": await etag() } },
        { headers: { "if-none-match": `W/${await etag()}, "x"` }, method: "HEAD" },
        { headers: { "if-none-match": '"x"' } },
        { headers: { authorization: "Bearer x" } },
        { headers: { "x-original-url": "/api/me", "x-forwarded-host": "evil.example" } },
        ...served.map((path) => ({ path })),
      ]) {
        const expected = await expectedOf(path, { method, headers });
        assert.notEqual(expected.status, 401);
        const found = await send(headers, { path, method });
        const about = `${method} ${path} ${JSON.stringify(headers)}`;
        assert.deepEqual({ ...found, headers: shown(found.headers) }, expected, about);
      }
    });
  });

  test(`${name}: other paths get nothing`, async () => {
    await serving(name, [options], async (send) => {
      for (const path of notServed) {
        const { status, text } = await send({}, { path });
        assert.ok([400, 401, 404].includes(status), `${status} ${path}`);
        assert.equal(text.includes("authorization_servers"), false, path);
      }
      for (const path of [
        "/x/../.well-known/oauth-protected-resource",
        "/.well-known/../.well-known/oauth-protected-resource",
        "/.well-known/./oauth-protected-resource",
        "/.well-known/%2e/oauth-protected-resource",
        "/.well-known\\oauth-protected-resource",
      ]) {
        const { status, text } = await send({}, { path });
        assert.ok([400, 401, 404].includes(status), `${status} ${path}`);
        assert.equal(text.includes("authorization_servers"), false, path);
      }
    });
  });

  test(`${name}: challenges and audiences`, async () => {
    const metadata = `resource_metadata="${HOST}${PATH}", scope="read"`;
    await serving(name, [options], async (send) => {
      const missing = await send();
      assert.deepEqual([missing.status, missing.headers["www-authenticate"]], [401, `Bearer ${metadata}`]);
      const lacking = await send(bearer(token({ aud: resource.url })));
      const forbidden = `Bearer error="insufficient_scope", ${metadata}`;
      assert.deepEqual([lacking.status, lacking.headers["www-authenticate"]], [403, forbidden]);
      const elsewhere = await send(bearer(token({ aud: `${HOST}/else`, scope: "read" })));
      const invalid = `Bearer error="invalid_token", error_description="claim_mismatch", ${metadata}`;
      assert.deepEqual([elsewhere.status, elsewhere.headers["www-authenticate"]], [401, invalid]);
      const good = await send(bearer(token({ aud: resource.url, scope: "read" })));
      assert.equal(good.status, 200);
    });
  });

  test(`${name}: a route's demands are in the challenge`, async () => {
    await serving(name, [options, { scope: "write" }], async (send) => {
      const passed = await send(bearer(token({ aud: resource.url, scope: "read write" })));
      assert.equal(passed.status, 200);
      const lacking = await send(bearer(token({ aud: resource.url, scope: "read" })));
      assert.equal(lacking.status, 403);
      assert.match(lacking.headers["www-authenticate"], /, scope="read write"$/);
      const metadata = await send({}, { path: PATH });
      assert.equal(metadata.status, 200);
    });
  });
}

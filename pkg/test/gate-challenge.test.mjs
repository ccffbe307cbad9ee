// The realm in a challenge (RFC 6750 §3, RFC 9110 §11.5). The client chooses the host of the URL, so it must not be able to add to
// the header's syntax.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwtGate } from "jwt-wasm/hono";
import { assertRefused, bearer, gateOf, key, token, told } from "./gate.mjs";
import { load } from "./support.mjs";

const { hosts } = load("reports/gate-requests.json");

test("each form of a challenge has the realm first", async () => {
  for (const [options, realm] of [
    [{}, "site.example"],
    [{ realm: "the API of Bob & Co., v2" }, "the API of Bob & Co., v2"],
  ]) {
    const { send } = gateOf({ scope: "read", ...options });
    const scheme = `Bearer realm="${realm}"`;
    assertRefused(await send(), 401, "token_missing", scheme);
    const malformed = await send({ authorization: "Bearer a, Bearer b" });
    assertRefused(malformed, 400, "invalid_request", `${scheme}, error="invalid_request"`);
    const expired = `${scheme}, error="invalid_token", error_description="expired"`;
    assertRefused(await send(bearer(token({ exp: 1 }, {}))), 401, "expired", expired);
    const lacking = `${scheme}, error="insufficient_scope", scope="read"`;
    assertRefused(await send(bearer(token())), 403, "insufficient_scope", lacking);
  }
});

test("without the option it is the request's host, as far as a host can look", async () => {
  const { gate } = gateOf();
  for (const { url, realm } of hosts) {
    const { challenge } = await told(await gate(new Request(url)));
    assert.equal(challenge, `Bearer realm="${realm}"`, url);
  }
});

test("a host that a runtime lets through as it came is not sent back", async () => {
  const { gate } = gateOf();
  const long = `${"a".repeat(300)}.example`;
  for (const url of [
    'http://a"b/',
    "http://x%22,error=%22/",
    `http://${long}/`,
    "/api",
    "data:,x",
    "http://",
  ]) {
    const answer = await told(await gate({ method: "GET", headers: new Headers(), url }));
    assertRefused(answer, 401, "token_missing", 'Bearer realm="api"');
  }
});

test("a header Host counts for nothing", async () => {
  const { send } = gateOf();
  assertRefused(await send({ host: "evil.example" }), 401, "token_missing", 'Bearer realm="site.example"');
});

test("Hono's middleware has the option as well", async () => {
  const middleware = jwtGate({ key, realm: "app" });
  const c = { req: { raw: new Request("https://site.example/") }, env: {} };
  assertRefused(await told(await middleware(c)), 401, "token_missing", 'Bearer realm="app"');
});

test("an answer about the gate's own fault has no challenge", async () => {
  const { send } = gateOf({ realm: "app", revocation: { isRevoked: () => "no" } });
  const { status, challenge } = await send(bearer(token()));
  assert.deepEqual([status, challenge], [503, null]);
});

// How the gate treats the authorization server's answers, wrong or missing ones too, and how long it keeps them.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { inspect } from "node:util";
import { introspection } from "jwt-wasm/edge";
import { bearer, gateOf } from "./gate.mjs";
import { ACTIVE, api, setUp } from "./introspection.mjs";
import { NOW } from "./support.mjs";

const here = setUp();

test("an inactive token is refused, and so is a token that is not an access token", async () => {
  for (const [answered, expected] of [
    [{ active: false }, "401 token_inactive"],
    [{ active: false, sub: "user-42", token_type: "Bearer" }, "401 token_inactive"],
    [{ active: true, sub: "user-42" }, "401 claim_missing"],
    [{ ...ACTIVE, token_type: "refresh_token" }, "401 claim_mismatch"],
    [{ ...ACTIVE, token_type: 1 }, "401 claim_mismatch"],
    [{ ...ACTIVE, token_type: null }, "401 claim_mismatch"],
    [{ ...ACTIVE, token_type: "DPoP" }, "401 claim_missing"],
    [{ ...ACTIVE, token_type: "DPoP", cnf: { jkt: "x" } }, "401 token_bound"],
    [{ ...ACTIVE, cnf: { jkt: "x" } }, "401 token_bound"],
    [{ ...ACTIVE, cnf: { unknown: "x" } }, "401 token_bound"],
    [{ ...ACTIVE, token_type: "bearer" }, "200"],
  ]) {
    here.answer = () => answered;
    assert.equal(await here.told("opaque"), expected, inspect(answered));
  }
  here.answer = () => ({ active: true, sub: "user-42" });
  assert.equal(await here.told("opaque", { requireTokenType: false }), "200");
});

test("a malformed answer lets no request pass", async () => {
  for (const answered of [
    "",
    "null",
    "[]",
    "true",
    '"active"',
    "no JSON",
    "<html>",
    "{}",
    '{"active":"true"}',
    '{"active":1}',
    '{"active":null}',
    '{"__proto__":{"active":true}}',
    '{"active":false,"active":true,"token_type":"Bearer"}',
    '{"active":true,"token_type":"Bearer","sub":"a","sub":"b"}',
    '{"active":true,"token_type":"Bearer","exp":"soon"}',
    '{"active":true,"token_type":"Bearer","sub":1}',
    '{"active":true,"token_type":"Bearer","exp":1700000000000}',
    `\ufeff${JSON.stringify(ACTIVE)}`,
    `${JSON.stringify(ACTIVE)}x`,
    `{"active":true,"token_type":"Bearer","x":${"[".repeat(40)}${"]".repeat(40)}}`,
  ]) {
    here.answer = () => answered;
    assert.equal(await here.told("opaque"), "503 introspection_unavailable", answered);
  }
  here.answer = (_, response) => void response.writeHead(200).end(Buffer.of(0x7b, 0xff, 0x7d));
  assert.equal(await here.told("opaque"), "503 introspection_unavailable");
});

test("an endpoint that is down, slow, endless, redirected or failing lets no request pass", async () => {
  const refused = "503 introspection_unavailable";
  for (const status of [201, 204, 400, 401, 403, 404, 429, 500, 503]) {
    here.answer = (_, response) =>
      void response.writeHead(status).end(status === 204 ? "" : JSON.stringify(ACTIVE));
    assert.equal(await here.told("opaque"), refused, `status ${status}`);
  }
  here.answer = (_, response) => void response.writeHead(400).end('{"error":"unsupported_token_type"}');
  assert.equal(await here.told("opaque"), "401 token_inactive");
  here.answer = (_, response) => void response.writeHead(401).end('{"error":"unsupported_token_type"}');
  assert.equal(await here.told("opaque"), refused);
  for (const body of ["null", "{}", '{"error":"invalid_request"}', "unsupported_token_type"]) {
    here.answer = (_, response) => void response.writeHead(400).end(body);
    assert.equal(await here.told("opaque"), refused, body);
  }
  here.server.asked.length = 0;
  for (const status of [301, 302, 303, 307, 308]) {
    here.answer = (_, response) => void response.writeHead(status, { location: "/elsewhere" }).end();
    assert.equal(await here.told("opaque"), refused, `status ${status}`);
  }
  // The redirect was not followed.
  assert.equal(here.server.asked.length, 5);
  here.answer = () => new Promise(() => {});
  assert.equal(await here.told("opaque", { timeout: 0.05 }), refused);
  here.answer = (_, response) => void response.writeHead(200).write('{"active":');
  assert.equal(await here.told("opaque", { timeout: 0.05 }), refused);
  here.answer = () => ({ ...ACTIVE, more: "x".repeat(2000) });
  assert.equal(await here.told("opaque", { maxBytes: 1000 }), refused);
  here.answer = (_, response) => void response.destroy();
  assert.equal(await here.told("opaque"), refused);
  const { url } = here.server;
  here.server.close();
  const { status, headers } = await api(url).ask("opaque");
  assert.equal(status, 503);
  assert.equal(headers.get("retry-after"), "5");
  assert.equal(headers.get("www-authenticate"), null);
});

test("a function that never returns the gate's credentials does not keep a request waiting forever", async () => {
  const never = () => new Promise(() => {});
  for (const proof of [{ clientSecret: never }, { privateKeyJwt: never }]) {
    const asked = introspection({ endpoint: here.server.url, clientId: "api", timeout: 0.05, ...proof });
    const { send } = gateOf({ introspection: asked });
    assert.equal((await send(bearer("opaque"))).status, 503, inspect(proof));
  }
  assert.equal(here.server.asked.length, 0);
});

test("failures are not kept, and answers are: for their time, never beyond exp, and not too many", async () => {
  mock.timers.enable({ apis: ["Date"], now: NOW * 1000 });
  const { ask } = api(here.server.url, { cache: { maxAge: 30, maxEntries: 3 } });
  const count = async (act) => {
    const before = here.server.asked.length;
    await act();
    return here.server.asked.length - before;
  };
  here.answer = (_, response) => void response.writeHead(500).end();
  assert.equal((await ask("a")).status, 503);
  here.answer = () => ({ ...ACTIVE, exp: "soon" });
  assert.equal(await count(() => ask("a")), 1);
  here.answer = () => ({ ...ACTIVE, exp: NOW + 50 });
  assert.equal(await count(() => ask("a")), 1);
  mock.timers.tick(29_000);
  assert.equal(await count(() => ask("a")), 0);
  mock.timers.tick(1000);
  assert.equal(await count(() => ask("a")), 1);
  // The token expires after 50 seconds, so its answer is not kept for 60.
  mock.timers.tick(19_000);
  assert.equal(await count(() => ask("a")), 0);
  mock.timers.tick(1000);
  assert.equal(await count(async () => assert.equal((await ask("a")).code, "expired")), 1);
  here.answer = () => ACTIVE;
  for (const token of ["b", "c", "d", "e"]) assert.equal(await count(() => ask(token)), 1);
  assert.equal(await count(() => ask("e")), 0);
  assert.equal(await count(() => ask("b")), 1);
  // Many answers about inactive tokens do not push out an answer about an active one.
  here.answer = () => ({ active: false });
  for (let index = 0; index < 50; index += 1) await ask(`x${index}`);
  assert.equal(await count(() => ask("e")), 0);
  assert.equal(await count(() => ask("x49")), 0);
  mock.timers.tick(10_000);
  assert.equal(await count(() => ask("x49")), 1);
  const { ask: always } = api(here.server.url, { cache: false });
  here.answer = () => ACTIVE;
  assert.equal(await count(() => always("a").then(() => always("a"))), 2);
  // Setting the clock back does not keep an answer for longer.
  mock.timers.setTime((NOW - 3600) * 1000);
  assert.equal(await count(() => ask("e")), 1);
});

test("of a token that comes many times at once, the server is asked once", async () => {
  here.answer = () => new Promise((resolve) => setTimeout(resolve, 30, ACTIVE));
  const { ask } = api(here.server.url);
  const all = await Promise.all(Array.from({ length: 20 }, () => ask("opaque")));
  assert.ok(all.every(({ status }) => status === 200));
  assert.equal(here.server.asked.length, 1);
  here.answer = (_, response) => void response.writeHead(500).end();
  const failed = await Promise.all(Array.from({ length: 20 }, () => ask("other")));
  assert.ok(failed.every(({ status }) => status === 503));
  assert.equal(here.server.asked.length, 2);
});

test("no log and no answer holds the token or the secret, whatever a caller's fetch throws", async () => {
  const secret = "the secret of the client";
  const token = "opaque-token-of-alice";
  const fetch = (url, init) => {
    throw new Error(`cannot fetch ${url} ${inspect(init)} ${init.body}`, {
      cause: new Error(init.headers.authorization),
    });
  };
  const { ask, rejections } = api(here.server.url, { clientSecret: secret, fetch }, { debug: true });
  const answered = await ask(token);
  assert.equal(answered.code, "introspection_unavailable");
  const logged = console.error.mock.calls.map(({ arguments: args }) => inspect(args)).join();
  const basic = Buffer.from(`api:${secret.replaceAll(" ", "+")}`).toString("base64");
  for (const text of [inspect(answered), logged, inspect(rejections, { depth: 9 })]) {
    for (const hidden of [token, secret, basic]) assert.ok(!text.includes(hidden), text);
  }
});

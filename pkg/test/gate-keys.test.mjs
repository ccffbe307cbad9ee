// Where the gate gets its key from. It asks once, lets nothing in without a key, and can fetch keys ahead of need.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwk, remoteJwks, secretKey } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { bearer, gateOf, key, logged, token } from "./gate.mjs";
import { SECRET } from "./support.mjs";

const keyFromEnv = ({ SECRET: secret }) => secretKey(secret, "HS256");

test("without a usable key no request passes, and the log says why", async () => {
  await logged(async (lines) => {
    const { send, seen } = gateOf({ keyFromEnv, allowPreflight: true });
    for (const [env, expected] of [
      [{}, "key_invalid"],
      [{ SECRET: "" }, "key_invalid"],
      [{ SECRET: "short" }, "key_too_weak"],
      [undefined, "options_invalid"],
    ]) {
      for (const headers of [{}, bearer(token()), bearer("garbage")]) {
        const { status, body, challenge, cache } = await send(headers, { env });
        const problem = { title: "Internal Server Error", status: 500, code: "gate_misconfigured" };
        assert.deepEqual(
          { status, body, challenge, cache },
          { status: 500, body: problem, challenge: null, cache: "no-store" },
        );
        assert.match(lines().at(-1), new RegExp(`jwt-wasm gate: ${expected}: `));
      }
    }
    assert.equal(seen.length, 0);
    // A failure is not remembered.
    assert.equal((await send(bearer(token()), { env: { SECRET } })).status, 200);
  });
});

test("no part of a secret is in the log or in the answer, with debug either", async () => {
  await logged(async (lines) => {
    const failing = {
      "a JWK that is not JSON": ({ JWK }) => jwk(JSON.parse(JWK)),
      "a short secret": ({ JWK }) => secretKey(JWK, "HS256"),
      "another error": () => {
        throw new TypeError("no binding");
      },
    };
    for (const [name, from] of Object.entries(failing)) {
      const { send } = gateOf({ keyFromEnv: from, debug: true });
      const { status, body } = await send({}, { env: { JWK: "hunter2" } });
      assert.equal(status, 500);
      assert.ok(body.detail.length > 0, name);
      assert.doesNotMatch(`${lines().join()}${JSON.stringify(body)}`, /hunter2/, name);
    }
    assert.match(lines().at(-1), /no binding/);
  });
});

test("the key from the environment is asked for once, by requests that come at once as well", async () => {
  const env = { SECRET };
  for (const maker of [keyFromEnv, async (given) => keyFromEnv(given)]) {
    let asked = 0;
    const { send } = gateOf({
      keyFromEnv(given) {
        asked++;
        return maker(given);
      },
    });
    for (let round = 0; round < 2; round++) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(bearer(token()), { env })));
      for (const { status } of answers) assert.equal(status, 200);
    }
    assert.equal(asked, 1);
  }
});

test("keyFromEnv is called again after it gave, too late, something that is not a key", async () => {
  await logged(async () => {
    const { send, seen } = gateOf({ keyFromEnv: async ({ made }) => made });
    for (const made of ["a string", undefined, {}]) {
      assert.equal((await send(bearer(token()), { env: { made } })).status, 500);
    }
    assert.equal(seen.length, 0);
    assert.equal((await send(bearer(token()), { env: { made: key } })).status, 200);
  });
});

test("with prefetch, a request that needs no key has the keys fetched in the background", async () => {
  const waited = [];
  const context = { waitUntil: (promise) => waited.push(promise) };
  const set = JSON.stringify({ keys: [] });
  const gateWith = (url, options) => {
    const fetched = [];
    const fetch = async (place) => {
      fetched.push(String(place));
      return new Response(set);
    };
    const gate = createGate({
      keyFromEnv: () => remoteJwks(url, { fetch }),
      origin: () => new Response(),
      publicPaths: ["/health"],
      ...options,
    });
    return { gate, fetched };
  };
  const health = () => new Request("https://site.example/health");

  const { gate, fetched } = gateWith("https://ahead.example/jwks", { prefetch: true });
  assert.equal((await gate(health(), {}, context)).status, 200);
  await gate(health(), {}, context);
  await Promise.all(waited);
  assert.deepEqual([waited.length, fetched.length], [1, 1]);
  const without = gateWith("https://behind.example/jwks", {});
  await without.gate(health(), {}, context);
  assert.deepEqual([waited.length, without.fetched.length], [1, 0]);
  // A request without a token also starts the fetch, even without an execution context.
  const alone = gateWith("https://alone.example/jwks", { prefetch: true });
  assert.equal((await alone.gate(new Request("https://site.example/api"), {})).status, 401);
  assert.equal(alone.fetched.length, 1);
});

test("a prefetch that fails breaks nothing", async () => {
  const waited = [];
  const { send } = gateOf({
    keyFromEnv() {
      throw new Error("no key");
    },
    prefetch: true,
    publicPaths: ["/health"],
  });
  const context = { waitUntil: (promise) => waited.push(promise) };
  assert.equal((await send({}, { url: "https://site.example/health", context })).status, 200);
  assert.deepEqual(await Promise.all(waited), [undefined]);
});

test("a keyFromEnv that hangs does not keep a request waiting forever, and a late key is kept", async (context) => {
  await logged(async (lines) => {
    const given = [];
    const { send, seen } = gateOf({ keyFromEnv: () => new Promise((resolve) => given.push(resolve)) });
    context.mock.timers.enable({ apis: ["setTimeout"] });
    for (let round = 1; round <= 2; round++) {
      const sent = [send(bearer(token())), send(bearer(token()))];
      await new Promise(setImmediate);
      context.mock.timers.tick(5000);
      for (const answer of await Promise.all(sent)) assert.equal(answer.status, 500);
      assert.match(lines().at(-1), /within 5 s/);
      // Requests that arrive together ask once. After a failure, the next request asks again.
      assert.equal(given.length, round);
    }
    assert.equal(seen.length, 0);
    given[0](key);
    await new Promise(setImmediate);
    assert.equal((await send(bearer(token()))).status, 200);
    given[1](keyFromEnv({ SECRET: `${SECRET} of another` }));
    await new Promise(setImmediate);
    assert.equal((await send(bearer(token()))).status, 200);
    assert.equal(given.length, 2);
  });
});

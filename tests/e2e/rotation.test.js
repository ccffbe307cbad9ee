// Keys are replaced while users log in, renew tokens and call the API. No user may be refused.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { start } from "./lib/stack.js";

const [AHEAD, ACCESS, REFRESH] = [4, 5, 30];
const ROTATIONS = 4;

const kidOf = (token) => JSON.parse(Buffer.from(token.split(".")[0], "base64url")).kid;

describe("a rotation, live", () => {
  let stack;
  before(async () => {
    const seconds = { accessSeconds: ACCESS, refreshSeconds: REFRESH, publishAheadSeconds: AHEAD };
    stack = await start({ algorithm: "ES256", ...seconds });
  });
  after(() => stack?.stop());

  const counts = {};
  const used = { django: new Set(), edge: new Set() };

  /** Every answer must be good. Otherwise the test stops with all facts about the answer. */
  async function ask(what, path, { body, token, around = false } = {}) {
    const answer = await fetch(new URL(path, around ? stack.origin : stack.address), {
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${what}: ${text} ${token ? kidOf(token) : ""}`);
    counts[what] = (counts[what] ?? 0) + 1;
    return JSON.parse(text);
  }

  /** A user who logs in to Django, then renews tokens and calls the API through the gate, and around it to ask Django alone. */
  async function user(until) {
    const { name: username, password } = stack.user;
    let pair = await ask("login", "/api/token/", { body: { username, password } });
    used.django.add(kidOf(pair.access));
    while (Date.now() < until()) {
      const call = async (around) =>
        ask(around ? "Django" : "gate", "/api/whoami/", { token: pair.access, around });
      await Promise.all([call(false), call(true)]);
      await pause(200 + Math.random() * 300);
      await call(false);
      pair = await ask("renewal", "/api/token/refresh/", { body: { refresh: pair.refresh } });
      used.edge.add(kidOf(pair.access));
    }
    return pair;
  }

  test("no user is refused while keys are replaced", { timeout: 120_000 }, async () => {
    let end = Number.POSITIVE_INFINITY;
    const users = Array.from({ length: 3 }, () => user(() => end));
    const failed = Promise.race(users.map((one) => one.then(() => new Promise(() => {}))));
    const rotations = async () => {
      for (let round = 0; round < ROTATIONS; round++) {
        await pause(1000);
        const states = await stack.keys.rotate();
        assert.deepEqual(
          states.slice(-2).map(({ state }) => state),
          ["signing", "ahead"],
        );
        // A cron that runs twice must do no harm.
        assert.equal((await stack.keys.rotate()).length, states.length);
        await pause(AHEAD * 1000);
        // A login at this moment gets a token of the new key.
        await user(() => 0);
      }
      // Waits until the last tokens of the previous key have expired.
      await pause(ACCESS * 1000);
      end = 0;
    };
    await Promise.race([rotations(), failed]);
    await Promise.all(users);
    console.log(`# answers, none of them a refusal: ${JSON.stringify(counts)}`);
    assert.equal(used.edge.size, ROTATIONS + 1);
    assert.equal(used.django.size, ROTATIONS + 1);
    assert.deepEqual([...used.django].sort(), [...used.edge].sort());
    for (const kind of ["gate", "Django", "renewal"])
      assert.ok(counts[kind] > 20, `${kind}: ${counts[kind]}`);
  });

  test("a key that is not in the ring opens nothing, at the gate or at Django", async () => {
    const { name: username, password } = stack.user;
    const { access } = await ask("login", "/api/token/", { body: { username, password } });
    const [, payload, signature] = access.split(".");
    for (const kid of ["another", undefined]) {
      const header = Buffer.from(JSON.stringify({ alg: "ES256", typ: "JWT", kid })).toString("base64url");
      for (const address of [stack.address, stack.origin]) {
        const headers = { authorization: `Bearer ${header}.${payload}.${signature}` };
        assert.equal((await fetch(new URL("/api/whoami/", address), { headers })).status, 401);
      }
    }
  });

  test("no log has a key, and no published key a private member", async () => {
    const logs = await stack.logs();
    for (const secret of await stack.keys.secrets()) assert.ok(!logs.includes(secret));
    const { keys } = await (await fetch(new URL("/.well-known/jwks.json", stack.address))).json();
    assert.ok(keys.length >= 2);
    for (const key of keys)
      assert.deepEqual(Object.keys(key).sort(), ["alg", "crv", "kid", "kty", "use", "x", "y"]);
  });
});

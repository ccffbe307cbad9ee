/** Tokens that are renewed, used twice and revoked. The issuer at the edge does this, and the gate must know it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { reached, send } from "../lib/stack.js";
import { claimsOf } from "../lib/tokens.js";

export function testSessions(here) {
  const renew = async (token) => {
    if (token !== undefined) await here.ui.refresh.fill(token);
    const status = await here.ui.press("Refresh");
    await here.held();
    return status;
  };
  let first;

  test("the edge makes the next pair, which the gate and Django both take", async () => {
    first = await here.logIn();
    const seen = await reached(here.stack, async () => {
      assert.equal(await renew(), "200 OK");
      assert.equal(await here.call(), "200 OK");
    });
    // Django was not asked to renew anything.
    assert.deepEqual(seen, ["GET /api/whoami/ 200"]);
    const { user, told } = await here.ui.body();
    assert.deepEqual({ user, told: told["X-User-Id"] }, { user: "demo", told: "1" });

    const next = await here.held();
    for (const kind of ["access", "refresh"]) {
      assert.notEqual(next[kind], first[kind]);
      const [theirs, ours] = [first, next].map((pair) => claimsOf(pair[kind]));
      assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort());
      const { token_type, user_id, sid, iss } = theirs;
      assert.deepEqual({ ...ours, token_type, user_id, sid, iss }, ours);
    }
    // This request bypasses the gate, so the answer is Django's alone.
    const headers = { authorization: `Bearer ${next.access}` };
    assert.equal((await send(here.stack.origin, "/api/whoami/", headers)).status, 200);
  });

  test("renewing goes on from pair to pair, and the first access token stays good for its time", async () => {
    assert.equal(await renew(), "200 OK");
    assert.equal(await here.call(), "200 OK");
    assert.equal(await here.call(first.access), "200 OK");
  });

  test("a refresh token that was used before ends the session, for everybody who has a token of it", async () => {
    const last = await here.held();
    const seen = await reached(here.stack, async () => {
      assert.equal(await renew(first.refresh), "401 Unauthorized revoked");
      assert.equal(await renew(last.refresh), "401 Unauthorized revoked");
      for (const access of [first.access, last.access]) {
        assert.equal(await here.call(access), "401 Unauthorized revoked");
      }
    });
    assert.deepEqual(seen, []);
  });

  test("another login is another session, and logging out ends it", async () => {
    const pair = await here.logIn();
    assert.notEqual(claimsOf(pair.access).sid, claimsOf(first.access).sid);
    assert.equal(await here.call(), "200 OK");
    assert.equal(await here.ui.press("Log out"), "204 No Content");
    assert.deepEqual(await here.held(), { access: "", refresh: "" });
    const seen = await reached(here.stack, async () => {
      assert.equal(await here.call(pair.access), "401 Unauthorized revoked");
      assert.equal(await renew(pair.refresh), "401 Unauthorized revoked");
    });
    assert.deepEqual(seen, []);
  });

  test("an access token renews nothing", async () => {
    const { access } = await here.logIn();
    assert.equal(await renew(access), "401 Unauthorized claim_mismatch");
    assert.equal(await renew("garbage"), "401 Unauthorized malformed");
    assert.equal(await here.call(access), "200 OK");
  });
}

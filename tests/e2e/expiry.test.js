// Tokens that live for seconds, and the test waits until they expire.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { reached } from "./lib/stack.js";
import { claimsOf } from "./lib/tokens.js";
import { visit } from "./lib/visit.js";

describe("with lifetimes of seconds, signed by RS256", () => {
  const here = visit({ algorithm: "RS256", accessSeconds: 6, refreshSeconds: 10 });
  const expired = (kind) => here.page.locator(`#${kind}-lifetime`, { hasText: "Expired." }).waitFor();

  test("an access token expires, is refused, and is renewed", async () => {
    const { access } = await here.logIn();
    // SimpleJWT reads the clock for each of the two tokens, and a new second can begin in between.
    assert.ok([5, 6].includes(claimsOf(access).exp - claimsOf(access).iat));
    assert.equal(await here.call(), "200 OK");
    await expired("access");
    const seen = await reached(here.stack, async () => {
      assert.equal(await here.call(), "401 Unauthorized expired");
      assert.equal(await here.ui.press("Refresh"), "200 OK");
      assert.equal(await here.call(), "200 OK");
    });
    assert.deepEqual(seen, ["GET /api/whoami/ 200"]);
  });

  test("once both have expired there is nothing but to log in again", async () => {
    await expired("refresh");
    const seen = await reached(here.stack, async () => {
      assert.equal(await here.call(), "401 Unauthorized expired");
      assert.equal(await here.ui.press("Refresh"), "401 Unauthorized expired");
    });
    assert.deepEqual(seen, []);
    await here.logIn();
    assert.equal(await here.call(), "200 OK");
  });
});

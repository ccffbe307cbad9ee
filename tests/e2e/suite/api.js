/** Which requests reach the API. The origin must not see any other request. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { reached, send } from "../lib/stack.js";
import { claimsOf, tampered } from "../lib/tokens.js";

export function testApi(here) {
  test("a wrong password is Django's to refuse: the login needs no token", async () => {
    const { stack, ui } = here;
    const seen = await reached(stack, async () => {
      assert.equal(await ui.logIn({ ...stack.user, password: "wrong" }), "401 Unauthorized");
    });
    assert.deepEqual(seen, ["POST /api/token/ 401"]);
  });

  test("without a token the API is closed", async () => {
    const seen = await reached(here.stack, async () => {
      assert.equal(await here.call(), "401 Unauthorized token_missing");
    });
    assert.deepEqual(seen, []);
  });

  test("name and password give the pair, and the access token opens the API", async () => {
    const seen = await reached(here.stack, async () => {
      const { access } = await here.logIn();
      const header = JSON.parse(Buffer.from(access.split(".")[0], "base64url"));
      const { kid, ...rest } = header;
      assert.deepEqual(rest, { alg: here.algorithm, typ: "JWT" });
      assert.equal(typeof kid, here.algorithm === "HS256" ? "undefined" : "string");
      assert.equal(await here.call(), "200 OK");
    });
    assert.deepEqual(seen, ["POST /api/token/ 200", "GET /api/whoami/ 200"]);
    const { user, id, told } = await here.ui.body();
    assert.deepEqual({ user, id, told: told["X-User-Id"] }, { user: "demo", id: 1, told: "1" });
  });

  test("a client's own identity headers do not reach the origin", async () => {
    const { access } = await here.held();
    const spoofed = { "X-User-Id": "99", X_User_Id: "98", "x-user_id": "97" };
    const answer = await here.page.evaluate(
      async ([token, headers]) => {
        const sent = { ...headers, authorization: `Bearer ${token}` };
        return (await fetch("api/whoami/", { headers: sent })).json();
      },
      [access, spoofed],
    );
    assert.equal(answer.told["X-User-Id"], "1");
    assert.doesNotMatch(JSON.stringify(answer), /9[789]/);
  });

  test("a changed claim is refused, and so are a missing signature and the other token of the pair", async () => {
    const { access, refresh } = await here.held();
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    const refused = [
      [tampered(access, { user_id: "2" }), "signature_invalid"],
      [tampered(access, { exp: claimsOf(access).exp + 3600 }), "signature_invalid"],
      [`${none}.${access.split(".")[1]}.`, "algorithm_not_allowed"],
      [refresh, "claim_mismatch"],
      ["garbage", "malformed"],
    ];
    const seen = await reached(here.stack, async () => {
      for (const [token, code] of refused) assert.equal(await here.call(token), `401 Unauthorized ${code}`);
    });
    assert.deepEqual(seen, []);
    assert.equal(await here.call(access), "200 OK");
  });

  test("no way of writing a path makes it public", async () => {
    const paths = [
      "//api/whoami/",
      "/inspector/../api/whoami/",
      "/inspector/%2e%2e/api/whoami/",
      "/inspector/..%2fapi/whoami/",
      "/API/whoami/",
      "/api/token/../whoami/",
      "/api/token//",
      "/api/whoami/?access_token=x",
    ];
    const seen = await reached(here.stack, async () => {
      for (const path of paths) assert.equal((await send(here.stack.address, path)).status, 401, path);
    });
    assert.deepEqual(seen, []);
  });

  test("Django looks for itself: around the gate a forged token is refused, and one of its own is not", async () => {
    const { access, refresh } = await here.held();
    const around = async (token) =>
      (await send(here.stack.origin, "/api/whoami/", { authorization: `Bearer ${token}` })).status;
    assert.equal(await around(access), 200);
    assert.equal(await around(tampered(access, { user_id: "2" })), 401);
    assert.equal(await around(refresh), 401);
  });
}

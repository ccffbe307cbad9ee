// Where the gate looks for a token, and how it answers requests with no token or with several.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertRefused, bearer, CHALLENGE, gateOf, token } from "./gate.mjs";
import { load } from "./support.mjs";

test("a good token is let in, its scheme in any case", async () => {
  const { send, seen } = gateOf();
  for (const scheme of ["Bearer", "bearer", "BEARER", "Bearer  "]) {
    const { status, body } = await send({ authorization: `${scheme} ${token()}` }, { env: 1, context: 2 });
    assert.deepEqual({ status, body }, { status: 200, body: "origin" });
  }
  assert.equal(seen.length, 4);
  assert.equal(seen[0].verified.payload.sub, "alice");
  assert.deepEqual([seen[0].env, seen[0].context], [1, 2]);
});

test("no token is challenged without an error (RFC 6750 §3.1)", async () => {
  const { send, seen } = gateOf();
  for (const headers of [
    {},
    { authorization: "" },
    { authorization: "Bearer" },
    { authorization: "Bearer " },
    { authorization: "Basic YTpi" },
    { authorization: "Bearerx abc" },
    { authorization: token() },
    { cookie: `token=${token()}` },
    { "x-authorization": `Bearer ${token()}` },
  ]) {
    assertRefused(await send(headers), 401, "token_missing", CHALLENGE);
  }
  // A token in the query is ignored (RFC 6750 §2.3).
  assert.equal((await send({}, { url: `https://site.example/?access_token=${token()}` })).status, 401);
  assert.equal(seen.length, 0);
});

test("more or less than one well-formed token is a malformed request", async () => {
  const { send, seen } = gateOf();
  const good = token();
  for (const authorization of [
    `Bearer ${good}, Bearer ${good}`,
    `Bearer ${good},Bearer ${good}`,
    `Basic YTpi, Bearer ${good}`,
    `Bearer\t${good}`,
    `Bearer ${good} ${good}`,
    `Bearer ${good}é`,
    `Bearer "${good}"`,
    `Bearer token=${good}`,
    `Bearer ${good};`,
  ]) {
    assertRefused(
      await send({ authorization }),
      400,
      "invalid_request",
      `${CHALLENGE}, error="invalid_request"`,
    );
  }
  const twice = new Headers();
  twice.append("authorization", `Bearer ${good}`);
  twice.append("authorization", `Bearer ${token({ sub: "mallory" })}`);
  assertRefused(await send(twice), 400, "invalid_request", `${CHALLENGE}, error="invalid_request"`);
  assert.equal(seen.length, 0);
});

test("a token in a cookie", async () => {
  const { send } = gateOf({ tokenFrom: { cookie: "__Host-token" } });
  const good = token();
  for (const cookie of [
    `__Host-token=${good}`,
    `a=b; __Host-token=${good}; c=d`,
    `x__Host-token=1;__Host-token=${good}`,
  ]) {
    assert.equal((await send({ cookie })).status, 200, cookie);
  }
  for (const cookie of ["", "a=b", "__Host-token=", `__host-token=${good}`, `a__Host-token=${good}`]) {
    assert.equal((await send({ cookie })).body.code, "token_missing", cookie);
  }
  for (const cookie of [
    `__Host-token=${good}; __Host-token=${good}`,
    `__Host-token=; __Host-token=${good}`,
  ]) {
    assert.equal((await send({ cookie })).body.code, "invalid_request", cookie);
  }
  assert.equal((await send(bearer(good))).body.code, "token_missing");
});

test("a cookie that some server takes for the one of the name is a second one", async () => {
  const { send, seen } = gateOf({ tokenFrom: { cookie: "__Host-token" } });
  for (const { cookie, code } of load("reports/gate-requests.json").cookies) {
    const before = seen.length;
    const answer = await send({ cookie: cookie.replaceAll("{token}", token()) });
    if (code === null) assert.equal(answer.status, 200, cookie);
    else assert.equal(answer.body.code, code, cookie);
    assert.equal(seen.length, before + (code === null ? 1 : 0), cookie);
  }
});

test("a cookie's name may contain the characters that are folded in lookalikes", async () => {
  for (const name of ["my.token", "my_token", "MyToken", "a%20b", "a'b"]) {
    const { send } = gateOf({ tokenFrom: { cookie: name } });
    assert.equal((await send({ cookie: `x=y; ${name}=${token()}` })).status, 200, name);
    const twice = `${name.toLowerCase()}=x; ${name.toUpperCase()}=y; ${name}=${token()}`;
    assert.equal((await send({ cookie: twice })).body.code, "invalid_request", name);
  }
});

test("white space around the header that is not HTTP's is not part of a token", async () => {
  const { send } = gateOf();
  assert.equal((await send({ authorization: ` \tBearer ${token()}\t ` })).status, 200);
  assertRefused(
    await send({ authorization: `Bearer ${token()}\xa0` }),
    400,
    "invalid_request",
    `${CHALLENGE}, error="invalid_request"`,
  );
  assertRefused(await send({ authorization: `\xa0Bearer ${token()}` }), 401, "token_missing", CHALLENGE);
});

test("in the other place a token does not count", async () => {
  const fromCookie = gateOf({ tokenFrom: { cookie: "token" } });
  assertRefused(await fromCookie.send(bearer(token())), 401, "token_missing", CHALLENGE, "Cookie");
});

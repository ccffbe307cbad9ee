// Where the gate finds a token, and what it makes of more or less than one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertRefused, bearer, gateOf, token } from "./gate.mjs";

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
    assertRefused(await send(headers), 401, "token_missing", "Bearer");
  }
  // The query is no place for a token (RFC 6750 §2.3).
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
    assertRefused(await send({ authorization }), 400, "invalid_request", 'Bearer error="invalid_request"');
  }
  const twice = new Headers();
  twice.append("authorization", `Bearer ${good}`);
  twice.append("authorization", `Bearer ${token({ sub: "mallory" })}`);
  assertRefused(await send(twice), 400, "invalid_request", 'Bearer error="invalid_request"');
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

test("a cookie whose name is another's but for white space that HTTP does not know", async () => {
  const { send, seen } = gateOf({ tokenFrom: { cookie: "__Host-token" } });
  // Any site of the same domain can set such a cookie: browsers guard the prefix as it is spelled.
  for (const space of ["\xa0", "\x0b", "\x0c", "\x85"]) {
    for (const cookie of [`${space}__Host-token=${token()}`, `a=b;${space}__Host-token=${token()}`]) {
      assert.equal((await send({ cookie })).body.code, "token_missing", JSON.stringify(space));
    }
  }
  assert.equal(seen.length, 0);
});

test("white space around the header that is not HTTP's is no part of a token", async () => {
  const { send } = gateOf();
  assert.equal((await send({ authorization: ` \tBearer ${token()}\t ` })).status, 200);
  assertRefused(
    await send({ authorization: `Bearer ${token()}\xa0` }),
    400,
    "invalid_request",
    'Bearer error="invalid_request"',
  );
  assertRefused(await send({ authorization: `\xa0Bearer ${token()}` }), 401, "token_missing", "Bearer");
});

test("in the other place a token does not count", async () => {
  const fromCookie = gateOf({ tokenFrom: { cookie: "token" } });
  assertRefused(await fromCookie.send(bearer(token())), 401, "token_missing", "Bearer", "Cookie");
});

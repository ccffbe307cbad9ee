// Headers that the origin believes: none of a client's arrives, and nothing that a header cannot hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createGate } from "jwt-wasm/edge";
import { bearer, gateOf, key, token } from "./gate.mjs";

test("what a client says of itself never reaches the origin", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "X-User-Id": "sub", "x-admin": "admin", "x-n": "n" } });
  const spoofed = {
    "x-user-id": "root",
    X_User_Id: "root",
    "x-ADMIN": "true",
    x_admin: "true",
    "x.admin": "true",
    "x-user_id": "root",
    "x-n": "0",
    other: "kept",
  };
  await send({ ...spoofed, ...bearer(token({ n: 42 })) });
  const { headers } = seen[0];
  assert.equal(headers["x-user-id"], "alice");
  assert.equal(headers["x-n"], "42");
  assert.equal(headers.other, "kept");
  for (const name of ["x_user_id", "x-user_id", "x-admin", "x_admin", "x.admin"])
    assert.equal(headers[name], undefined, name);

  const open = gateOf({ forwardClaims: { "X-User-Id": "sub" }, publicPaths: ["/"] });
  await open.send(spoofed, { url: "https://site.example/" });
  assert.equal(open.seen[0].headers["x-user-id"], undefined);
  assert.equal(open.seen[0].headers.x_user_id, undefined);
});

test("a claim that cannot stand in a header refuses the request", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-user-id": "sub" } });
  for (const sub of [
    "a\nx-admin: true",
    "a\r",
    "é",
    "",
    " a",
    "a ",
    "\0",
    "a".repeat(4097),
    "a".repeat(10_240),
  ]) {
    const answer = await send(bearer(token({ sub })));
    assert.equal(answer.status, 401);
    assert.equal(answer.body.code, "claim_invalid");
  }
  const other = gateOf({ forwardClaims: { "x-roles": "roles", "x-o": "__proto__" } });
  assert.equal((await other.send(bearer(token({ roles: ["a"] })))).status, 401);
  assert.equal((await other.send(bearer(token()))).status, 200);
  assert.equal(other.seen[0].headers["x-o"], undefined);
  assert.equal(seen.length, 0);
  assert.equal((await send(bearer(token({ sub: "a".repeat(4096) })))).status, 200);
});

test("what was verified goes on to the origin with its token", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-user-id": "sub" } });
  const headers = bearer(token());
  await send(headers);
  assert.equal(seen[0].headers.authorization, headers.authorization);
});

test("a body, a method and their headers reach the origin unchanged", async () => {
  const bodies = [];
  const gate = createGate({
    key,
    forwardClaims: { "x-user-id": "sub" },
    async origin(request) {
      bodies.push([request.method, await request.text(), request.headers.get("content-type")]);
      return new Response();
    },
  });
  const headers = { ...bearer(token()), "content-type": "text/x" };
  await gate(new Request("https://site.example/", { method: "POST", body: "a body", headers }));
  assert.deepEqual(bodies, [["POST", "a body", "text/x"]]);
});

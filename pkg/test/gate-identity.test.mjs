// The headers of `forwardClaims`, which the origin trusts. A client's own values never arrive, nor do values that a header cannot hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createGate } from "jwt-wasm/edge";
import { bearer, gateOf, key, token } from "./gate.mjs";
import { load, signed } from "./support.mjs";

test("a client's own identity headers never reach the origin", async () => {
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

test("a claim that a header cannot hold refuses the request", async () => {
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

test("a number is forwarded as the token spells it, or not at all", async () => {
  for (const claim of ["user_id", "user id", "é", "a\\u0022b"]) {
    const name = JSON.parse(`"${claim}"`);
    const { send, seen } = gateOf({ forwardClaims: { "x-user-id": name } });
    for (const { text, forwarded } of load("reports/gate-claims.json").numbers) {
      const before = seen.length;
      // The payload has texts that look like the claim before the claim itself.
      const inner = `{"${claim}":1,"list":["${claim}",2,{"${claim}":3}]}`;
      const payload = `{"exp":4000000000,"a":"\\"${claim}\\":4,","b":${inner},"${claim}" :\t${text} ,"c":"\\\\"}`;
      const answer = await send(bearer(signed(payload)));
      if (forwarded === null) assert.equal(answer.body.code, "claim_invalid", text);
      else assert.equal(seen.at(-1).headers["x-user-id"], forwarded, text);
      assert.equal(seen.length, before + (forwarded === null ? 0 : 1), text);
    }
  }
});

test("a number that is kept with its token is looked at like any other", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-user-id": "user_id" }, cache: 10 });
  const good = bearer(signed('{"exp":4000000000,"user_id":7}'));
  const rounded = bearer(signed('{"exp":4000000000,"user_id":9007199254740993}'));
  for (let round = 0; round < 3; round++) {
    assert.equal((await send(good)).status, 200);
    assert.equal((await send(rounded)).body.code, "claim_invalid");
  }
  assert.deepEqual(new Set(seen.map(({ headers }) => headers["x-user-id"])), new Set(["7"]));
});

test("a number whose name is spelled with escapes is the same claim", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-user-id": "user_id" } });
  const payload = (text) => `{"user_id2":1,"exp":4000000000,"\\u0075ser\\u005fid":${text}}`;
  assert.equal((await send(bearer(signed(payload("9007199254740993"))))).body.code, "claim_invalid");
  assert.equal((await send(bearer(signed(payload("12"))))).status, 200);
  assert.equal(seen[0].headers["x-user-id"], "12");
});

test("booleans are forwarded; null, lists and objects are not", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-admin": "admin" } });
  for (const admin of [true, false]) {
    assert.equal((await send(bearer(token({ admin })))).status, 200);
    assert.equal(seen.at(-1).headers["x-admin"], String(admin));
  }
  for (const admin of [null, [], {}, [true]]) {
    assert.equal((await send(bearer(token({ admin })))).body.code, "claim_invalid");
  }
});

test("no header has an identity header taken out on the way", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-user-id": "sub" }, publicMethods: ["HEAD"] });
  for (const { name, value, left } of load("reports/gate-requests.json").hopByHop) {
    for (const method of ["GET", "HEAD"]) {
      await send({ [name]: value, ...bearer(token()) }, { method });
      const { [name.toLowerCase()]: arrived = null } = seen.at(-1).headers;
      assert.equal(arrived, left, `${name}: ${value}`);
      assert.equal(seen.at(-1).headers["x-user-id"], method === "HEAD" ? undefined : "alice");
    }
  }
});

test("a verified request goes on to the origin with its token", async () => {
  const { send, seen } = gateOf({ forwardClaims: { "x-user-id": "sub" } });
  const headers = bearer(token());
  await send(headers);
  assert.equal(seen[0].headers.authorization, headers.authorization);
});

test("a body that was read before goes on as read, with its headers changed", async () => {
  const seen = [];
  const gate = createGate({
    key,
    forwardClaims: { "x-user-id": "sub" },
    publicPaths: ["/open"],
    origin(request) {
      const { bodyUsed, method, url } = request;
      seen.push([bodyUsed, method, new URL(url).pathname, request.headers.get("x-user-id")]);
      return request.text().then(
        () => new Response("empty"),
        ({ name }) => new Response(name),
      );
    },
  });
  for (const path of ["/api", "/open"]) {
    const headers = { ...bearer(token()), "x-user-id": "root" };
    const request = new Request(`https://site.example${path}`, { method: "POST", body: "a body", headers });
    await request.text();
    // The body was read before the gate got the request, so reading it again is an error and does not give an empty body.
    assert.equal(await (await gate(request)).text(), "TypeError");
  }
  assert.deepEqual(seen, [
    [true, "POST", "/api", "alice"],
    [true, "POST", "/open", null],
  ]);
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

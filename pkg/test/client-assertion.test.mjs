// Tests the assertions by which a client proves its identity to an authorization server (RFC 7523).
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { decode, generateSecret, JwtError, jwk, jwks, secretKey, verify } from "jwt-wasm";
import { CLIENT_ASSERTION_TYPE, keyRing, signClientAssertion } from "jwt-wasm/issuer";

const ring = keyRing([], { publishAhead: 0, retireAfter: 60 });
await ring.rotate();
const key = ring.signingKey();
const options = { key, clientId: "client-1", audience: "https://issuer.example" };

async function code(act) {
  try {
    await act();
  } catch (error) {
    assert.ok(error instanceof JwtError, inspect(error));
    return error.code;
  }
  return "none";
}

test("an assertion has the claims of RFC 7523, for one audience and one request", async () => {
  const [one, two] = [
    await signClientAssertion(options),
    await signClientAssertion({ ...options, key: ring }),
  ];
  const { header, payload } = decode(one);
  assert.deepEqual(header, { alg: "ES256", typ: "client-authentication+jwt", kid: ring.state[0].kid });
  const { iat, exp, jti, ...claims } = payload;
  assert.deepEqual(claims, { iss: "client-1", sub: "client-1", aud: "https://issuer.example" });
  assert.equal(exp - iat, 60);
  assert.match(jti, /^[0-9a-f]{32}$/);
  assert.notEqual(decode(two).payload.jti, jti);
  for (const token of [one, two]) {
    await verify(token, jwks(ring.jwks()), {
      issuer: "client-1",
      subject: "client-1",
      audience: "https://issuer.example",
      typ: "client-authentication+jwt",
    });
  }
  const other = decode(await signClientAssertion({ ...options, expiresIn: 10, typ: "JWT" }));
  assert.deepEqual([other.header.typ, other.payload.exp - other.payload.iat], ["JWT", 10]);
  assert.equal(CLIENT_ASSERTION_TYPE, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
});

test("a ring signs with the key whose turn it is", async () => {
  const own = keyRing([], { publishAhead: 0, retireAfter: 60 });
  assert.equal(await code(() => signClientAssertion({ ...options, key: own })), "options_invalid");
  await own.rotate();
  const first = decode(await signClientAssertion({ ...options, key: own })).header.kid;
  await own.rotate();
  assert.notEqual(decode(await signClientAssertion({ ...options, key: own })).header.kid, first);
});

test("options that make no sense are refused", async () => {
  for (const [changed, expected] of [
    [{ clientId: "" }, "options_invalid"],
    [{ clientId: 1 }, "options_invalid"],
    [{ audience: "" }, "options_invalid"],
    [{ audience: ["https://issuer.example", "https://other.example"] }, "options_invalid"],
    [{ audience: new URL("https://issuer.example") }, "options_invalid"],
    [{ expiresIn: 0 }, "options_invalid"],
    [{ expiresIn: 3601 }, "options_invalid"],
    [{ expiresIn: 1.5 }, "options_invalid"],
    [{ expiresIn: undefined }, "options_invalid"],
    [{ typ: "" }, "options_invalid"],
    [{ typ: false }, "options_invalid"],
    [{ scope: "a" }, "options_invalid"],
    [{ clientId: "\ud800" }, "claim_invalid"],
    [{ key: secretKey(generateSecret("HS256"), "HS256") }, "key_invalid"],
    [{ key: jwk(ring.jwks().keys[0]) }, "key_invalid"],
    [{ key: "key" }, "key_invalid"],
    [{ key: ring.toPrivateJwks().keys[0] }, "key_invalid"],
  ]) {
    assert.equal(
      await code(() => signClientAssertion({ ...options, ...changed })),
      expected,
      inspect(changed),
    );
  }
  for (const given of [undefined, null, {}, "x", { key, clientId: "a" }, { clientId: "a", audience: "b" }]) {
    assert.match(await code(() => signClientAssertion(given)), /^(options|key)_invalid$/);
  }
});

// The entries of a key set: which are left out and why, which are the same key, and which are ambiguous.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as api from "jwt-wasm";
import { another, kindOf, members, nodeToken, SECRET_JWK, without } from "./key-forms.mjs";
import { load, NOW, refusal, signed, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const CLAIMS = { sub: "user-42", exp: NOW + 60 };
const { cases } = load("reports/set-entries.json");

/** The outcome for a token, by every way to verify it. */
async function told(api, { key, token, options }) {
  const set = api.jwks(key.jwks);
  const all = { now: NOW, ...options };
  const failed = (report) => report.checks.find(({ error }) => error)?.error;
  const ways = [
    await api.verify(token, set, all).then(
      () => undefined,
      (error) => error,
    ),
    failed(await api.explain(token, set, all)),
    failed(api.explainSync(token, set, all)),
    accepted(() => api.verifySync(token, set, all)),
    ...(options.algorithms ? [] : [accepted(() => api.verifyJwsSync(token, set))]),
  ];
  const facts = ways.map(
    (error) => error && [error.code, error.message, error.cause?.code, error.cause?.message],
  );
  for (const other of facts) assert.deepEqual(other, facts[0]);
  set.free();
  return ways[0];
}

function accepted(call) {
  let refused;
  try {
    call();
  } catch (error) {
    refused = error;
  }
  return refused;
}

test(`the error for a token says why its entry was left out, in every function`, async () => {
  for (const vector of cases) {
    const error = await told(api, vector);
    const at = `${vector.id} ${vector.name}: ${error?.message}`;
    assert.equal(error === undefined ? "accept" : "reject", vector.expect, at);
    assert.equal(error?.code, vector.code, at);
    assert.equal(error?.cause?.code, vector.cause, at);
    if (vector.cause === undefined) continue;
    assert.ok(error.cause instanceof api.JwtError, at);
    assert.ok(error.cause.message.includes(vector.told), at);
    if (vector.reason !== undefined) assert.equal(error.cause.reason, vector.reason, at);
    assert.ok(error.message.endsWith(`; an entry was left out: ${error.cause.message}`), at);
    assert.ok(error.message.length < 1000);
  }
  assert.equal(cases.length, 91);
});

test(`an entry that is not JSON is left out alone, and told`, () => {
  const token = nodeToken("ES256", kindOf("P-256").privateKey, CLAIMS, { kid: "a" });
  const [EC, other] = [
    { ...members("P-256"), kid: "a" },
    { ...another("ec", { namedCurve: "P-256" }), kid: "b" },
  ];
  const throwing = {
    get x() {
      throw new Error("secret");
    },
  };
  const cyclic = { ...EC };
  cyclic.self = [cyclic];
  for (const [entry, message] of [
    [{ ...EC, alg: undefined }, /keys\[1\]\.alg of the key set is undefined; leave it out/],
    [{ ...EC, "x5t#S256": undefined }, /keys\[1\]\["x5t#S256"\] of the key set is undefined/],
    [{ ...EC, exp: new Date(0) }, /keys\[1\]\.exp of the key set is a Date/],
    [{ ...EC, n: Number.NaN }, /keys\[1\]\.n of the key set is NaN/],
    [{ ...EC, n: 1n }, /keys\[1\]\.n of the key set is a BigInt/],
    [{ ...EC, f() {} }, /keys\[1\]\.f of the key set is a function/],
    [{ ...EC, x5c: [undefined] }, /keys\[1\]\.x5c\[0\] of the key set is undefined/],
    [{ ...EC, oth: "\ud800" }, /keys\[1\]\.oth of the key set has a lone surrogate/],
    [cyclic, /nested deeper/],
    [
      Object.defineProperties({ ...EC }, Object.getOwnPropertyDescriptors(throwing)),
      /keys\[1\] of the key set cannot be read/,
    ],
    [Object.assign(new (class Own {})(), EC), /keys\[1\] of the key set is an Own/],
  ]) {
    const set = api.jwks({ keys: [other, entry] });
    assert.equal(set.size, 1);
    const error = refusal(() => api.verifySync(token, set, { now: NOW }));
    assert.equal(error.code, "key_not_found");
    assert.equal(error.cause.code, "key_invalid");
    assert.match(error.cause.message, message);
    assert.ok(error.message.endsWith(error.cause.message));
    assert.ok(!error.message.includes("secret"));
  }
  for (const entry of [
    undefined,
    () => {},
    1n,
    Symbol("a"),
    new Proxy(
      { kty: "EC" },
      {
        get() {
          throw new Error("no");
        },
      },
    ),
  ]) {
    assert.equal(api.jwks({ keys: [entry, EC] }).size, 1);
    assert.deepEqual(api.verifySync(token, api.jwks({ keys: [entry, EC] }), { now: NOW }).payload, CLAIMS);
    assert.match(
      refusal(() => api.verifySync(token, api.jwks({ keys: [entry] }), { now: NOW })).cause.message,
      /keys\[0\] of the key set /,
    );
  }
  // A set that is itself malformed is refused as a whole.
  for (const set of [
    { keys: [EC], more: undefined },
    { keys: EC },
    { keys: undefined },
    [EC],
    new Map([["keys", [EC]]]),
  ]) {
    assert.equal(refusal(() => api.jwks(set)).code, "key_invalid");
  }
  const initial = { keys: [{ ...other, alg: undefined }, EC] };
  const remote = api.remoteJwks("https://issuer.example/undefined", {
    initial,
    fetch: () => Promise.reject(),
  });
  assert.deepEqual(api.verifySync(token, remote, { now: NOW }).payload, CLAIMS);
});

test(`the same key counts once, and keys that cannot be told apart not at all`, () => {
  const sizes = Object.fromEntries(cases.map(({ name, key }) => [name, api.jwks(key.jwks).size]));
  for (const [name, size] of [
    ["twice the same", 1],
    ["three times the same, among others", 3],
    ["with members that say nothing of the key", 1],
    ["once with alg", 1],
    ["RSA once with alg", 1],
    ["without kid", 1],
    ["for two algorithms", 2],
    ["of another type, with the same kid", 2],
    ["two keys, and a token of the first", 0],
    ["two keys, one of them broken", 0],
    ["two keys of one type beside one of another", 0],
    ["another key than those that share a kid", 1],
  ]) {
    assert.equal(sizes[name], size, name);
  }
});

test(`secrets are taken out of a set only where that is asked for`, () => {
  const secret = { ...SECRET_JWK, kid: "h" };
  const token = signed(CLAIMS, { alg: "HS256", kid: "h" });
  for (const set of [api.jwks({ keys: [secret] }), api.jwks({ keys: [secret] }, { allowSecrets: false })]) {
    assert.equal(set.size, 0);
    const error = refusal(() => api.verifySync(token, set, { now: NOW }));
    assert.equal(error.code, "key_not_found");
    assert.match(error.message, /a shared secret, which a set may hold only with allowSecrets$/);
    assert.ok(!error.message.includes(secret.k));
  }
  const own = api.jwks({ keys: [secret, secret, { ...members("RSA"), kid: "h" }] }, { allowSecrets: true });
  assert.equal(own.size, 2);
  assert.deepEqual(api.verifySync(token, own, { now: NOW }).payload, CLAIMS);
  const other = { ...secret, k: Buffer.alloc(32, 8).toString("base64url") };
  const unclear = api.jwks({ keys: [secret, other] }, { allowSecrets: true });
  assert.equal(refusal(() => api.verifySync(token, unclear, { now: NOW })).code, "key_ambiguous");
  // A private key in a set is left out, with `allowSecrets` as well.
  const pair = api.jwks({ keys: [members("P-256", "privateKey")] }, { allowSecrets: true });
  assert.equal(pair.size, 0);
  for (const options of [
    { allowSecrets: "true" },
    { allowSecrets: 1 },
    { allowSecrets: undefined },
    { allowSecret: true },
    null,
    true,
    [],
  ]) {
    assert.equal(refusal(() => api.jwks({ keys: [secret] }, options)).code, "options_invalid");
  }
});

test("an entry's error has no stack, because any client could cause that work", () => {
  const { key, token } = cases.find(({ cause }) => cause);
  const error = refusal(() => api.verifySync(token, api.jwks(key.jwks), { now: NOW }));
  assert.doesNotMatch(error.cause.stack, /\n\s+at /);
});

test("jwk also recognises a JWK with a certificate only", () => {
  const RSA = members("RSA");
  for (const [jwk, message] of [
    [
      { kty: "RSA", x5c: ["MIIB"] },
      /the JWK lacks n, and its x5c is never read; give that certificate to publicKey$/,
    ],
    [{ x5c: ["MIIB"] }, /the JWK lacks kty, and its x5c is never read/],
    [{ kty: "EC", x5c: ["MIIB"] }, /the JWK lacks crv, and its x5c is never read/],
    [{ ...without(RSA, "e"), x5c: ["MIIB"] }, /the JWK lacks e, and its x5c is never read/],
    [without(RSA, "n"), /the JWK lacks n$/],
  ]) {
    const error = refusal(() => api.jwk(jwk, "RS256"));
    assert.equal(error.code, "key_invalid");
    assert.match(error.message, message);
  }
  assert.ok(api.jwk({ ...RSA, x5c: ["MIIB"] }, "RS256"));
});

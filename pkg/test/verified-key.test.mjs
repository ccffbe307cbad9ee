// Which key verified a token: `key` of results and of reports.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createVerifier,
  explain,
  explainSync,
  jwk,
  jwks,
  privateKey,
  publicKey,
  remoteJwks,
  secretKey,
  signJwsSync,
  signSync,
  trustedIssuers,
  verify,
  verifyJws,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { gateOf } from "./gate.mjs";
import { SECRET, testKey } from "./support.mjs";

const EXPIRES = { expiresIn: 60 };
const oct = (kid, alg = "HS256", fill = 1) => ({
  kty: "oct",
  alg,
  k: Buffer.alloc(64, fill).toString("base64url"),
  ...(kid === undefined ? {} : { kid }),
});
const octToken = (kid, fill = 1, alg = "HS256") =>
  signSync({ sub: "a" }, secretKey(Buffer.alloc(64, fill), alg), {
    ...EXPIRES,
    ...(kid === undefined ? {} : { kid }),
  });

/** The member `key` in the results of every call, which must be equal. */
async function keysOf(token, key, options = {}) {
  const verifier = createVerifier({ key, ...options });
  const cached = createVerifier({ key, cache: 10, ...options });
  const found = [
    (await verify(token, key, options)).key,
    verifySync(token, key, options).key,
    (await verifier.verify(token)).key,
    verifier.verifySync(token).key,
    verifier.verifySync(token).key,
    (await cached.verify(token)).key,
    cached.verifySync(token).key,
    (await explain(token, key, options)).key,
    explainSync(token, key, options).key,
    (await verifier.explain(token)).key,
    (await verifyJws(token, key)).key,
    verifyJwsSync(token, key).key,
  ];
  for (const one of found) assert.deepEqual(one, found[0]);
  for (const one of found) assert.ok(Object.isFrozen(one));
  return found[0];
}

test("a key without kid, and one with", async () => {
  const token = signSync({ sub: "a" }, testKey(), { ...EXPIRES, kid: "the token's" });
  assert.deepEqual(await keysOf(token, testKey()), { alg: "HS256" });
  // `kid` is the key's own, even if the token names another.
  const named = jwk({ kty: "oct", alg: "HS256", kid: "own", k: SECRET.toString("base64url") });
  assert.deepEqual(await keysOf(token, named), { alg: "HS256", kid: "own" });
  assert.deepEqual(await keysOf(signSync({}, testKey(), EXPIRES), named), { alg: "HS256", kid: "own" });
});

test("the key of a set, secrets as well", async () => {
  const set = jwks(
    { keys: [oct("a", "HS256", 1), oct("b", "HS256", 2), oct("", "HS256", 3), oct("c", "HS512", 4)] },
    { allowSecrets: true },
  );
  for (const [kid, fill, alg] of [
    ["a", 1, "HS256"],
    ["b", 2, "HS256"],
    ["", 3, "HS256"],
    ["c", 4, "HS512"],
  ]) {
    assert.deepEqual(await keysOf(octToken(kid, fill, alg), set), { alg, kid });
  }
  // A token without `kid` is verified by the one key that fits.
  assert.deepEqual(await keysOf(octToken(undefined, 4, "HS512"), set), { alg: "HS512", kid: "c" });
  assert.deepEqual(
    await keysOf(
      octToken(undefined, 9),
      jwks({ keys: [oct(undefined, "HS256", 9)] }, { allowSecrets: true }),
    ),
    {
      alg: "HS256",
    },
  );
});

test("a key that repeats and one that is left out do not move the others", async () => {
  const set = jwks(
    {
      keys: [
        { kty: "EC", crv: "P-256", kid: "bad", x: "AA", y: "AA" },
        oct("a"),
        oct("a"),
        oct("b", "HS256", 2),
      ],
    },
    { allowSecrets: true },
  );
  assert.deepEqual(await keysOf(octToken("b", 2), set), { alg: "HS256", kid: "b" });
});

const PAIRS = {
  ES256: ["ec", { namedCurve: "P-256" }],
  RS256: ["rsa", { modulusLength: 2048 }],
  EdDSA: ["ed25519", {}],
};
const files = (alg) => {
  const [type, options] = PAIRS[alg];
  return generateKeyPairSync(type, {
    ...options,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
};

test("public keys, and the key's own name of an algorithm", async () => {
  for (const alg of Object.keys(PAIRS)) {
    const made = files(alg);
    const token = signSync({ sub: "a" }, privateKey(made.privateKey, alg), { ...EXPIRES, kid: "x" });
    assert.deepEqual(await keysOf(token, publicKey(made.publicKey, alg)), { alg });
    const published = { ...publicKey(made.publicKey, alg).toPublicJwk(), kid: "x" };
    assert.deepEqual(await keysOf(token, jwks({ keys: [published] })), { alg, kid: "x" });
    for (const engine of ["host", "wasm"]) {
      assert.deepEqual((await verify(token, jwks({ keys: [published] }), { engine })).key, { alg, kid: "x" });
    }
  }
  const made = files("EdDSA");
  const token = signSync({ sub: "a" }, privateKey(made.privateKey, "EdDSA"), EXPIRES);
  assert.deepEqual(await keysOf(token, publicKey(made.publicKey, "Ed25519")), { alg: "Ed25519" });
  const rsa = files("RS256");
  const both = publicKey(rsa.publicKey, ["RS256", "PS256"]);
  const pss = signSync({ sub: "a" }, privateKey(rsa.privateKey, "PS256"), EXPIRES);
  assert.deepEqual(await keysOf(pss, both), { alg: "PS256" });
});

test("tokens by turns, whose headers are read once each", () => {
  const set = jwks({ keys: [oct("a", "HS256", 1), oct("b", "HS256", 2)] }, { allowSecrets: true });
  const verifier = createVerifier({ key: set });
  const [a, b] = [octToken("a", 1), octToken("b", 2)];
  for (const [token, kid] of [
    [a, "a"],
    [a, "a"],
    [b, "b"],
    [a, "a"],
    [b, "b"],
    [b, "b"],
  ]) {
    assert.deepEqual(verifier.verifySync(token).key, { alg: "HS256", kid });
  }
  // Headers with nested values are not kept in the header cache.
  const nested = secretKey(Buffer.alloc(64, 1), "HS256");
  const deep = signSync({ sub: "a" }, nested, { ...EXPIRES, kid: "a", header: { x: { y: 1 } } });
  assert.deepEqual(verifier.verifySync(deep).key, { alg: "HS256", kid: "a" });
  assert.deepEqual(verifier.verifySync(b).key, { alg: "HS256", kid: "b" });
  assert.deepEqual(verifier.verifySync(deep).key, { alg: "HS256", kid: "a" });
});

test("one caller cannot change the key that another caller sees", () => {
  const verifier = createVerifier({ key: testKey() });
  const token = signSync({ sub: "a" }, testKey(), EXPIRES);
  const { key } = verifier.verifySync(token);
  assert.throws(() => {
    key.alg = "none";
  }, TypeError);
  assert.deepEqual(verifier.verifySync(token).key, { alg: "HS256" });
});

test("the result describes a key that was freed while an engine computed", async () => {
  const made = files("ES256");
  const token = signSync({ sub: "a" }, privateKey(made.privateKey, "ES256"), { ...EXPIRES, kid: "x" });
  const set = jwks({ keys: [{ ...publicKey(made.publicKey, "ES256").toPublicJwk(), kid: "x" }] });
  const pending = verify(token, set);
  set.free();
  assert.deepEqual((await pending).key, { alg: "ES256", kid: "x" });
});

test("a report says which key was chosen, whatever the outcome", async () => {
  const set = jwks({ keys: [oct("a", "HS256", 1)] }, { allowSecrets: true });
  const forged = octToken("a", 7);
  const report = await explain(forged, set);
  assert.equal(report.verdict, "refused");
  assert.deepEqual(report.key, { alg: "HS256", kid: "a" });
  const expired = signSync({ exp: 5 }, testKey());
  assert.deepEqual(explainSync(expired, testKey()).key, { alg: "HS256" });
  for (const without of [
    explainSync(octToken("a"), undefined),
    explainSync(octToken("other"), set),
    explainSync(octToken("a", 1, "HS512"), set),
    explainSync("a.b.c", set),
    explainSync("", set),
  ]) {
    assert.ok(!("key" in without), without.verdict);
  }
});

test("the issuer is there where one was chosen", async () => {
  const A = "https://a.example";
  const a = jwks({ keys: [oct("1", "HS256", 1)] }, { allowSecrets: true });
  const key = trustedIssuers([
    { issuer: A, key: a },
    { issuer: "https://b.example", key: secretKey(Buffer.alloc(64, 2), "HS256") },
  ]);
  const token = (iss, fill, kid = {}) =>
    signSync({ iss, sub: "x" }, secretKey(Buffer.alloc(64, fill), "HS256"), { ...EXPIRES, ...kid });
  for (const [text, expected] of [
    [token(A, 1, { kid: "1" }), { alg: "HS256", kid: "1", issuer: A }],
    [token("https://b.example", 2), { alg: "HS256", issuer: "https://b.example" }],
  ]) {
    const verifier = createVerifier({ key, cache: 5 });
    for (const found of [
      (await verify(text, key)).key,
      verifySync(text, key).key,
      (await verifier.verify(text)).key,
      (await verifier.verify(text)).key,
      (await explain(text, key)).key,
      explainSync(text, key).key,
    ]) {
      assert.deepEqual(found, expected);
    }
  }
  assert.ok(!("key" in (await explain(token("https://c.example", 1), key))));
});

test("remote sets and the gate have it, and a schema leaves it", async () => {
  const made = files("ES256");
  const jwkOf = { ...publicKey(made.publicKey, "ES256").toPublicJwk(), kid: "r1" };
  const remote = remoteJwks("https://verified-key.example/jwks", {
    fetch: async () => new Response(JSON.stringify({ keys: [jwkOf] })),
  });
  const token = signSync({ sub: "a" }, privateKey(made.privateKey, "ES256"), { ...EXPIRES, kid: "r1" });
  assert.deepEqual((await verify(token, remote)).key, { alg: "ES256", kid: "r1" });
  assert.deepEqual((await explain(token, remote)).key, { alg: "ES256", kid: "r1" });
  const { send, seen } = gateOf({ key: remote });
  await send({ authorization: `Bearer ${token}` });
  assert.deepEqual(seen[0].verified.key, { alg: "ES256", kid: "r1" });
  const schema = { "~standard": { version: 1, vendor: "test", validate: () => ({ value: 1 }) } };
  assert.deepEqual(await verify(token, remote, { schema }), {
    header: { alg: "ES256", typ: "JWT", kid: "r1" },
    payload: 1,
    key: { alg: "ES256", kid: "r1" },
  });
});

test("signed content that need not be a JWT", async () => {
  const named = jwk({ kty: "oct", alg: "HS256", kid: "own", k: SECRET.toString("base64url") });
  const token = signJwsSync("text", testKey());
  assert.deepEqual(verifyJwsSync(token, named).key, { alg: "HS256", kid: "own" });
  assert.deepEqual((await verifyJws(token, testKey())).key, { alg: "HS256" });
});

// Pairs of tokens: their claims, the exchange of a refresh token, and what is refused.
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";
import { inspect } from "node:util";
import * as api from "jwt-wasm";
import { decode, jwk, jwks, privateKey, publicKey, secretKey, signSync, verifySync } from "jwt-wasm";
import { createTokenIssuer, memoryStore } from "jwt-wasm/issuer";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { code, NOW, refusal, SECRET, testKey } from "./support.mjs";

const key = testKey();
const payloadOf = (token) => decode(token).payload;
const seconds = (count) => mock.timers.tick(count * 1000);

beforeEach(() => mock.timers.enable({ apis: ["Date"], now: NOW * 1000 }));
afterEach(() => mock.timers.reset());

const pairOf = (pem, alg) => ({
  signer: privateKey(pem.privateKey, alg),
  verifier: publicKey(pem.publicKey, alg),
});
const pem = (...args) => {
  return generateKeyPairSync(args[0], {
    ...args[1],
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
};
const jwkOf = ({ privateKey: file }) => createPrivateKey(file).export({ format: "jwk" });
const EC = pem("ec", { namedCurve: "P-256" });
const RSA = pem("rsa", { modulusLength: 2048 });
const ED = pem("ed25519");

/** The error of a promise, checked in the way `refusal` checks one. */
async function refused(promise) {
  const settled = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  return refusal(() => {
    if ("error" in settled) throw settled.error;
  });
}

const refusedAs = async (promise) => {
  const { code: name, claim, reason } = await refused(promise);
  return [name, claim ?? reason].filter(Boolean).join(" ");
};

test("a pair has SimpleJWT's claims", async () => {
  const issuer = createTokenIssuer({
    key,
    issuer: "https://issuer.example",
    audience: "api",
    claims: { tenant: "a" },
  });
  const { access, refresh, expiresIn } = await issuer.issue("user-42", { roles: ["admin"], __proto__: null });
  assert.equal(expiresIn, 300);
  const options = { issuer: "https://issuer.example", audience: "api" };
  const one = verifySync(access, key, { ...options, claims: { token_type: "access" } });
  const two = verifySync(refresh, key, { ...options, claims: { token_type: "refresh" } });
  assert.deepEqual(one.header, { alg: "HS256", typ: "JWT" });
  const shared = {
    iss: "https://issuer.example",
    aud: "api",
    sub: "user-42",
    tenant: "a",
    roles: ["admin"],
    iat: NOW,
  };
  const { jti, ...rest } = one.payload;
  const family = two.payload.jti;
  assert.deepEqual(rest, { ...shared, token_type: "access", exp: NOW + 300, sid: family });
  assert.deepEqual(two.payload, {
    ...shared,
    token_type: "refresh",
    exp: NOW + 86_400,
    jti: family,
    sid: family,
  });
  assert.match(jti, /^[0-9a-f]{32}$/);
  assert.match(family, /^[0-9a-f]{32}$/);
  assert.notEqual(jti, family);
});

test("each refresh gives the next pair of the family, with the same claims", async () => {
  const issuer = createTokenIssuer({ key, accessTtl: 60, refreshTtl: 3600, claims: { tenant: "a" } });
  let pair = await issuer.issue("user-42", { roles: ["admin"] });
  const family = payloadOf(pair.refresh).sid;
  const seen = new Set();
  for (let round = 1; round <= 5; round++) {
    seconds(600);
    pair = await issuer.refresh(pair.refresh);
    for (const [token, kind, ttl] of [
      [pair.access, "access", 60],
      [pair.refresh, "refresh", 3600],
    ]) {
      const { jti, ...claims } = payloadOf(token);
      const iat = NOW + 600 * round;
      const own = { sub: "user-42", tenant: "a", roles: ["admin"], sid: family, token_type: kind };
      assert.deepEqual(claims, { ...own, iat, exp: iat + ttl });
      seen.add(jti);
    }
  }
  assert.equal(seen.size, 10);
});

test("a refresh token that comes again revokes its family, and no other", async () => {
  const store = memoryStore();
  const issuer = createTokenIssuer({ key, store });
  const isLetIn = async ({ access }) => !(await store.isRevoked(verifySync(access, key).payload));
  const other = await issuer.issue("user-42");
  const first = await issuer.issue("user-42");
  const second = await issuer.refresh(first.refresh);
  const third = await issuer.refresh(second.refresh);
  for (const pair of [first, second, third, other]) assert.ok(await isLetIn(pair));

  assert.equal(await refusedAs(issuer.refresh(first.refresh)), "revoked reused");
  for (const pair of [first, second, third]) {
    assert.equal(await refusedAs(issuer.refresh(pair.refresh)), "revoked");
    assert.equal(await isLetIn(pair), false);
  }
  assert.ok(await isLetIn(other));
  await issuer.refresh(other.refresh);
});

test("of many refreshes of one token at once exactly one wins, and then the family is revoked", async () => {
  for (const [signer, name] of [
    [key, "HS256"],
    [privateKey(EC.privateKey, "ES256"), "ES256"],
  ]) {
    const issuer = createTokenIssuer({ key: signer });
    const { refresh } = await issuer.issue("user-42");
    const settled = await Promise.allSettled(Array.from({ length: 50 }, () => issuer.refresh(refresh)));
    const won = settled.filter(({ status }) => status === "fulfilled");
    assert.equal(won.length, 1, name);
    const codes = new Set(settled.filter(({ reason }) => reason).map(({ reason }) => reason.code));
    assert.deepEqual([...codes], ["revoked"], name);
    assert.equal(await refusedAs(issuer.refresh(won[0].value.refresh)), "revoked", name);
  }
});

test("an access token is not a refresh token, nor the reverse", async () => {
  const issuer = createTokenIssuer({ key });
  const { access, refresh } = await issuer.issue("user-42");
  assert.equal(await refusedAs(issuer.refresh(access)), "claim_mismatch token_type");
  assert.equal(
    code(() => verifySync(refresh, key, { claims: { token_type: "access" } })),
    "claim_mismatch",
  );
  await issuer.refresh(refresh);
});

test("a bad refresh token does not use up the family", async () => {
  const calls = [];
  const kept = memoryStore();
  const store = { ...kept, rotate: (rotation) => calls.push(rotation) && kept.rotate(rotation) };
  const issuer = createTokenIssuer({ key, issuer: "https://issuer.example", audience: "api", store });
  const good = {
    iss: "https://issuer.example",
    aud: "api",
    sub: "a",
    jti: "j",
    token_type: "refresh",
    exp: NOW + 1,
  };
  const made = (changes, by = key) => {
    const claims = Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined);
    return signSync(Object.fromEntries(claims), by);
  };
  for (const [token, expected] of [
    [undefined, "malformed segments"],
    [null, "malformed segments"],
    [{}, "malformed segments"],
    ["", "malformed segments"],
    ["garbage", "malformed segments"],
    ["a.b.c", "malformed base64url"],
    ["x".repeat(100_000), "too_large"],
    [made({ exp: NOW }), "expired exp"],
    [made({ exp: undefined }), "claim_missing exp"],
    [made({}, secretKey(Buffer.alloc(32, 8), "HS256")), "signature_invalid"],
    [made({}, secretKey(Buffer.alloc(64, 7), "HS512")), "algorithm_not_allowed"],
    [made({ iss: "https://other.example" }), "claim_mismatch iss"],
    [made({ aud: "other" }), "claim_mismatch aud"],
    [made({ token_type: "access" }), "claim_mismatch token_type"],
    [made({ token_type: undefined }), "claim_missing token_type"],
    [made({ jti: undefined }), "claim_missing jti"],
    [made({ sub: undefined }), "claim_missing sub"],
    [made({ jti: "" }), "claim_invalid jti"],
    [made({ jti: "j".repeat(129) }), "claim_invalid jti"],
    [made({ sub: "" }), "claim_invalid sub"],
    [made({ sid: 1 }), "claim_invalid sid"],
    [made({ sid: "" }), "claim_invalid sid"],
    [made({ sid: "s".repeat(129) }), "claim_invalid sid"],
    [made({ sid: null }), "claim_invalid sid"],
  ]) {
    assert.equal(await refusedAs(issuer.refresh(token)), expected, inspect(token));
    // A logout refuses a token without a family in the same way, and does not blame the store.
    if (/(jti|sid)$/.test(expected))
      assert.equal(await refusedAs(issuer.revoke(token)), expected, inspect(token));
  }
  assert.deepEqual(calls, []);
  await issuer.refresh(made({}));
  assert.deepEqual(
    calls.map(({ family, jti }) => [family, jti]),
    [["j", "j"]],
  );
});

test("a family begins with its first token only, and an unknown family is refused", async () => {
  const issuer = createTokenIssuer({ key });
  const { refresh } = await issuer.refresh((await issuer.issue("user-42")).refresh);
  const afterRestart = createTokenIssuer({ key });
  assert.equal(await refusedAs(afterRestart.refresh(refresh)), "revoked");
  const { refresh: first } = await issuer.issue("user-42");
  await afterRestart.refresh(first);
});

test("a logout revokes the family, by either token and however often", async () => {
  for (const kind of ["access", "refresh"]) {
    const store = memoryStore();
    const issuer = createTokenIssuer({ key, store });
    const pair = await issuer.issue("user-42");
    assert.equal(await store.isRevoked(payloadOf(pair.access)), false);
    await issuer.revoke(pair[kind]);
    await issuer.revoke(pair[kind]);
    assert.equal(await store.isRevoked(payloadOf(pair.access)), true);
    assert.equal(await refusedAs(issuer.refresh(pair.refresh)), "revoked");
    assert.equal(await refusedAs(issuer.revoke("garbage")), "malformed segments");
    const sliding = signSync({ sub: "a", jti: "j", token_type: "sliding" }, key, { expiresIn: 1 });
    assert.equal(await refusedAs(issuer.revoke(sliding)), "claim_mismatch token_type");
  }
});

test("a revocation lasts as long as any token of the family", async () => {
  const store = memoryStore();
  const issuer = createTokenIssuer({ key, accessTtl: 50, refreshTtl: 100, store });
  const first = await issuer.issue("user-42");
  seconds(90);
  const second = await issuer.refresh(first.refresh);
  // The older token, which expires in ten seconds, revokes the family. The newer one would live for a hundred.
  await issuer.revoke(first.refresh);
  seconds(99);
  assert.equal(await refusedAs(issuer.refresh(second.refresh)), "revoked");
  seconds(1);
  assert.equal(await refusedAs(issuer.refresh(second.refresh)), "expired exp");
});

test("a token of SimpleJWT without sid begins a family", async () => {
  const store = memoryStore();
  const issuer = createTokenIssuer({ key, store, subjectClaim: "user_id" });
  const made = (claims) => signSync({ user_id: "42", ...claims }, key, { expiresIn: 60 });
  const refresh = made({ token_type: "refresh", jti: "r", name: "x" });
  const pair = await issuer.refresh(refresh);
  const { user_id, name, sid, sub } = payloadOf(pair.access);
  assert.deepEqual({ user_id, name, sid, sub }, { user_id: "42", name: "x", sid: "r", sub: undefined });
  assert.equal(await refusedAs(issuer.refresh(refresh)), "revoked reused");
  assert.equal(await refusedAs(issuer.refresh(pair.refresh)), "revoked");
  const access = made({ token_type: "access", jti: "a" });
  await issuer.revoke(access);
  assert.equal(await store.isRevoked(payloadOf(access)), true);
  // SimpleJWT before 5.5.1 wrote the user's id as a number.
  const before = await issuer.refresh(made({ token_type: "refresh", jti: "n", user_id: 42 }));
  for (const token of [before.access, before.refresh]) assert.equal(payloadOf(token).user_id, 42);
  assert.equal(
    await refusedAs(issuer.refresh(made({ token_type: "refresh", jti: "m", user_id: 4.2 }))),
    "claim_invalid user_id",
  );
});

test("a store that fails lets nothing through, and says why", async () => {
  const down = new Error("down");
  const failing = () => {
    throw down;
  };
  const kept = memoryStore();
  for (const [name, store] of Object.entries({
    throws: { ...kept, rotate: failing, revoke: failing },
    rejects: { ...kept, rotate: () => Promise.reject(down), revoke: () => Promise.reject(down) },
  })) {
    const issuer = createTokenIssuer({ key, store });
    const { refresh } = await issuer.issue("user-42");
    for (const call of [issuer.refresh(refresh), issuer.revoke(refresh)]) {
      const error = await refused(call);
      assert.equal(error.code, "revocation_unavailable", name);
      assert.equal(error.cause, down, name);
    }
  }
  for (const answer of [undefined, null, true, "", "ROTATED", {}]) {
    const issuer = createTokenIssuer({ key, store: { ...kept, rotate: async () => answer } });
    const { refresh } = await issuer.issue("user-42");
    assert.equal(await refusedAs(issuer.refresh(refresh)), "revocation_unavailable", inspect(answer));
  }
});

test("a store that hangs is one that fails", async () => {
  const hangs = () => new Promise(() => {});
  const issuer = createTokenIssuer({ key, store: { ...memoryStore(), rotate: hangs, revoke: hangs } });
  const { refresh } = await issuer.issue("user-42");
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: NOW * 1000 });
  for (const call of [issuer.refresh(refresh), issuer.revoke(refresh)]) {
    const answer = refusedAs(call);
    await new Promise(setImmediate);
    seconds(5);
    assert.equal(await answer, "revocation_unavailable");
  }
});

test("a private key signs and its public half verifies; keys can be replaced", async () => {
  for (const [alg, files] of Object.entries({ ES256: EC, RS256: RSA, PS512: RSA, EdDSA: ED })) {
    const { signer, verifier } = pairOf(files, alg);
    const issuer = createTokenIssuer({ key: signer });
    const { access, refresh } = await issuer.issue("user-42");
    assert.equal(verifySync(access, verifier).payload.sub, "user-42", alg);
    await issuer.refresh(refresh);
    issuer.free();
    assert.equal(await refusedAs(issuer.refresh(refresh)), "options_invalid", alg);
    assert.equal(await refusedAs(issuer.issue("user-42")), "options_invalid", alg);
    // The issuer has not freed the caller's key.
    assert.ok(signSync({}, signer, { expiresIn: 1 }));
  }
  const old = jwk({ ...jwkOf(EC), alg: "ES256", kid: "old" });
  const { refresh } = await createTokenIssuer({ key: old }).issue("user-42");
  const fresh = jwk({ ...jwkOf(pem("ec", { namedCurve: "P-256" })), alg: "ES256", kid: "new" });
  const verifyKey = jwks({ keys: [old.toPublicJwk(), fresh.toPublicJwk()] });
  const replaced = createTokenIssuer({ key: fresh, verifyKey });
  const next = await replaced.refresh(refresh);
  assert.equal(decode(next.refresh).header.kid, "new");
  await replaced.refresh(next.refresh);
});

test("a secret is replaced by a set that may hold both", async () => {
  const secretOf = (fill, kid) => ({
    kty: "oct",
    alg: "HS256",
    kid,
    k: Buffer.alloc(32, fill).toString("base64url"),
  });
  const [old, fresh] = [secretOf(1, "old"), secretOf(2, "new")];
  const { refresh } = await createTokenIssuer({ key: jwk(old) }).issue("user-42");
  const issuerWith = (options) =>
    createTokenIssuer({ key: jwk(fresh), verifyKey: jwks({ keys: [old, fresh] }, options) });
  assert.equal(await refusedAs(issuerWith({}).refresh(refresh)), "key_not_found");
  const next = await issuerWith({ allowSecrets: true }).refresh(refresh);
  assert.equal(decode(next.refresh).header.kid, "new");
});

test("keys from files", async () => {
  const { privateKey: file, publicKey: half } = EC;
  const issuer = createTokenIssuer({ key: privateKey(file, "ES256") });
  const { access, refresh } = await issuer.issue("user-42");
  assert.equal(verifySync(access, publicKey(half, "ES256")).payload.sub, "user-42");
  const pair = await issuer.refresh(refresh);
  assert.equal(await refusedAs(issuer.refresh(refresh)), "revoked reused");
  assert.equal(await refusedAs(issuer.refresh(pair.refresh)), "revoked");
  const ed = privateKey(ED.privateKey, "EdDSA");
  const alone = createTokenIssuer({ key: ed });
  await alone.refresh((await alone.issue("user-42")).refresh);
  const named = createTokenIssuer({ key: ed, verifyKey: publicKey(ED.publicKey, "EdDSA") });
  await named.refresh((await named.issue("user-42")).refresh);
});

test("a full memory store refuses new families, and forgets no family that is in use", async () => {
  const store = memoryStore({ maxFamilies: 2 });
  const issuer = createTokenIssuer({ key, store, refreshTtl: 1000 });
  const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => issuer.issue(name)));
  const next = await issuer.refresh(a.refresh);
  await issuer.revoke(b.refresh);
  const error = await refused(issuer.refresh(c.refresh));
  assert.equal(error.code, "revocation_unavailable");
  assert.ok(error.cause instanceof RangeError);
  assert.equal(await refusedAs(issuer.refresh(b.refresh)), "revoked");
  await issuer.refresh(next.refresh);
  seconds(2000);
  const d = await issuer.issue("d");
  await issuer.refresh(d.refresh);
});

test("wrong subjects and claims are told", async () => {
  const issuer = createTokenIssuer({ key, claims: { tenant: "a" } });
  for (const subject of [undefined, null, "", 42, {}, "\ud800"]) {
    assert.equal(await refusedAs(issuer.issue(subject)), "options_invalid", inspect(subject));
  }
  // The token would be too long for `verify` by default, and for the issuer itself when it comes back.
  const long = "x".repeat(13_000);
  assert.equal(await refusedAs(issuer.issue(long)), "options_invalid");
  assert.equal(await refusedAs(issuer.issue("user-42", { long })), "options_invalid");
  const own = ["iss", "aud", "sub", "exp", "nbf", "iat", "jti", "sid", "token_type"];
  for (const claims of [
    null,
    [],
    "a",
    new Map(),
    { a: undefined },
    { a: Number.NaN },
    { a: 1n },
    { a: new Date() },
    { tenant: "b" },
    ...own.map((name) => ({ [name]: "x" })),
  ]) {
    assert.equal(await refusedAs(issuer.issue("user-42", claims)), "options_invalid", inspect(claims));
  }
  const other = createTokenIssuer({ key, subjectClaim: "user_id" });
  assert.equal(await refusedAs(other.issue("42", { user_id: "1" })), "options_invalid");
  assert.equal(payloadOf((await other.issue("42", { sub: "x" })).access).sub, "x");
});

test("wrong options are told at once", () => {
  const hostile = new Proxy({}, { get: () => assert.fail("hostile"), ownKeys: () => assert.fail("hostile") });
  const names = [
    "verifyKey",
    "accessTtl",
    "refreshTtl",
    "maxRefreshTtl",
    "issuer",
    "audience",
    "claims",
    "subjectClaim",
    "store",
  ];
  for (const options of [
    undefined,
    null,
    [],
    new Map(),
    hostile,
    { key, isuer: "a" },
    ...["key", ...names].map((name) => ({ key, [name]: undefined })),
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "300", null, 1e12].flatMap((ttl) => [
      { key, accessTtl: ttl },
      { key, refreshTtl: ttl },
    ]),
    { key, accessTtl: 301, refreshTtl: 300 },
    { key, issuer: ["a"] },
    { key, audience: [] },
    { key, audience: [1] },
    { key, audience: 1 },
    { key, claims: { sub: "a" } },
    { key, claims: { exp: 1 } },
    { key, claims: [] },
    { key, claims: null },
    { key, claims: hostile },
    { key, subjectClaim: "" },
    { key, subjectClaim: "jti" },
    { key, subjectClaim: "token_type" },
    { key, subjectClaim: 1 },
    { key, store: {} },
    { key, store: null },
    { key, store: { ...memoryStore(), rotate: 1 } },
    { key, store: hostile },
  ]) {
    assert.equal(
      code(() => createTokenIssuer(options)),
      "options_invalid",
      inspect(options, { showProxy: true }),
    );
  }
  for (const options of [
    {},
    { key: SECRET },
    { key: "secret" },
    { key: publicKey(EC.publicKey, "ES256") },
    { key: jwks({ keys: [] }) },
    { key, verifyKey: "secret" },
    { key, verifyKey: null },
  ]) {
    assert.equal(
      code(() => createTokenIssuer(options)),
      "key_invalid",
      inspect(options),
    );
  }
  const freed = api.secretKey(SECRET, "HS256");
  freed.free();
  assert.equal(
    code(() => createTokenIssuer({ key: freed })),
    "key_invalid",
  );
});

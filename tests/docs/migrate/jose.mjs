// What docs/migrate/jose.md says, with jose itself.
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import * as jose from "jose";
import * as ours from "jwt-wasm";
import { checks, commonRows, key } from "./common.mjs";
import {
  CERTIFICATE,
  ENCRYPTED,
  goodToken,
  hmacToken,
  JWKS_URL,
  now,
  PUBLIC_JWK,
  RSA,
  rsaToken,
  SECRET,
} from "./given.mjs";

const encode = (text) => new TextEncoder().encode(text);
const { jwtVerify, SignJWT } = jose;
const { secretKey, sign, verify } = ours;

const theirKey = encode(SECRET);

const both = {
  secret: SECRET,
  publicPem: RSA.publicKey,
  privatePem: RSA.privateKey,
  certificate: CERTIFICATE.cert,
  publicJwk: PUBLIC_JWK,
  set: { keys: [PUBLIC_JWK] },
  url: JWKS_URL,
  audience: "api",
  issuer: "https://issuer.example",
  subject: "user-42",
  claims: { sub: "user-42" },
  bytes: encode("any content"),
  token: goodToken({ aud: "api", iss: "https://issuer.example", iat: now() }),
  signed: ours.signJwsSync("any content", key),
};

export const theirs = { ...jose, ...both, key: theirKey };
export { oursGiven as ours };

const oursGiven = { ...ours, ...both, key };

export const wrap = {
  theirs(code) {
    if (code.startsWith("."))
      return `new SignJWT(claims).setProtectedHeader({ alg: "HS256" })${code}.sign(key)`;
    return code.startsWith("{") ? `jwtVerify(token, key, ${code})` : code;
  },
  ours(code, before) {
    if (!code.startsWith("{")) return code;
    return before.startsWith(".")
      ? `sign(claims, key, ${code})`
      : `verify(token, key, { audience, ...${code} })`;
  },
};

const accepts =
  (token, options, using = theirKey) =>
  () =>
    jwtVerify(token, using, options);
const common = commonRows(
  (token, options, secret) => accepts(token, options, secret && encode(secret)),
  () => new SignJWT({ sub: 42 }).setProtectedHeader({ alg: "HS256" }).sign(theirKey),
);
const critical = goodToken({}, { header: { crit: ["x"], x: 1 } });
const milliseconds = { exp: Date.now() };

export const stricter = {
  "accepts tokens that never expire": common.unexpiring,
  "accepts a token for any audience": common.anyAudience,
  "accepts secrets of any length": common.anySecret("secret"),
  "accepts HS256, HS384 and HS512": common.otherMac,
  "accepts the bytes of a public key file": {
    theirs: accepts(goodToken({}, { secret: RSA.publicKey }), {}, encode(RSA.publicKey)),
    ours: () => secretKey(encode(RSA.publicKey), "HS256"),
  },
  "leaves a check out": {
    theirs: async () => {
      await jwtVerify(both.token, theirKey, { isuer: "https://other.example" });
      await jwtVerify(both.token, theirKey, { issuer: undefined });
    },
    ours: async () => {
      const misspelt = checks(both.token, { isuer: "https://other.example" });
      await misspelt().catch(({ code }) => code === "options_invalid" || Promise.reject(code));
      await verify(both.token, key, { issuer: undefined });
    },
  },
  "accepts a numeric `sub`": common.numericSubject,
  "accepts claims with one name twice": common.nameTwice,
  "accepts other spellings": common.otherSpelling,
  "accepts tokens of any length": common.anyLength,
  "accepts `crit`": { theirs: accepts(critical, { crit: { x: true } }), ours: checks(critical) },
  "`setExpirationTime` and `exp` accept milliseconds": {
    theirs: async () => {
      const token = () => new SignJWT(milliseconds).setProtectedHeader({ alg: "HS256" });
      await token().sign(theirKey);
      await token().setExpirationTime(Date.now()).sign(theirKey);
    },
    ours: () => sign(milliseconds, key),
  },
};

const set = { keys: [PUBLIC_JWK] };
const two = { keys: [PUBLIC_JWK, { ...PUBLIC_JWK, n: `${PUBLIC_JWK.n.slice(0, -6)}AAAAAQ` }] };
const pair = (token, options) => [accepts(token, options), checks(token, options)];
const inSet = (token, keys) => [
  accepts(token, {}, jose.createLocalJWKSet(keys)),
  checks(token, {}, ours.jwks(keys)),
];
const slow = (_url, { signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

export const errors = {
  "`JWTExpired`": [
    pair(hmacToken({ exp: 1 })),
    [accepts(goodToken({ iat: 1 }), { maxTokenAge: "5m" }), checks(goodToken({ iat: 1 }), { maxAge: 300 })],
  ],
  "`JWTClaimValidationFailed` with the claim `nbf`": [pair(goodToken({ nbf: now() + 60 }))],
  "`JWTClaimValidationFailed` and *missing required*": [
    pair(goodToken(), { issuer: "https://issuer.example" }),
  ],
  "`JWTClaimValidationFailed` and *unexpected*": [pair(goodToken({ iss: "a" }), { issuer: "b" })],
  "`JWTClaimValidationFailed` and *must be a number*": [pair(hmacToken({ exp: "1900000000" }))],
  "`JWTClaimValidationFailed` with `typ`": [pair(goodToken(), { typ: "at+jwt" })],
  "`JWSSignatureVerificationFailed`": [pair(goodToken({}, { secret: "another secret" }))],
  "`JOSEAlgNotAllowed`": [
    [
      accepts(goodToken({}, { alg: "HS512" }), { algorithms: ["HS256"] }),
      checks(goodToken({}, { alg: "HS512" })),
    ],
  ],
  "`JWSInvalid`": [pair("a.b"), pair(ENCRYPTED)],
  "`JOSENotSupported` for `crit`": [pair(critical)],
  "`JWKSNoMatchingKey`": [inSet(rsaToken({ exp: now() + 60 }, { header: { kid: "2" } }), set)],
  "`JWKSMultipleMatchingKeys`": [inSet(rsaToken({ exp: now() + 60 }), two)],
  "`JWKSTimeout`": [
    [
      accepts(
        rsaToken(),
        {},
        jose.createRemoteJWKSet(new URL(JWKS_URL), { timeoutDuration: 10, [jose.customFetch]: slow }),
      ),
      checks(rsaToken(), {}, ours.remoteJwks(JWKS_URL, { timeout: 0.01, fetch: slow })),
    ],
  ],
  "`TypeError` for a key": [[accepts(both.token, {}, SECRET), checks(both.token, {}, SECRET)]],
};

/** What the page says beside its tables. */
export const more = {
  "options of a set that is fetched": async () => {
    const token = rsaToken({ exp: now() + 60 });
    const asked = [];
    const counted = (...request) => asked.push(1) && fetch(...request);
    const theirSet = jose.createRemoteJWKSet(new URL(JWKS_URL), {
      cacheMaxAge: 60_000,
      cooldownDuration: 30_000,
      timeoutDuration: 5000,
      headers: { "x-from": "jose" },
      [jose.customFetch]: counted,
    });
    const headers = { "x-from": "jwt-wasm" };
    const ourSet = ours.remoteJwks(JWKS_URL, {
      maxAge: 60,
      cooldown: 30,
      timeout: 5,
      headers,
      fetch: counted,
    });
    for (const read of [
      async () => (await jwtVerify(token, theirSet)).payload,
      async () => (await verify(token, ourSet)).payload,
    ]) {
      assert.deepEqual(await read(), await read());
    }
    assert.equal(asked.length, 2);
    await theirSet.reload();
    await ourSet.reload();
    assert.equal(asked.length, 4);
    assert.deepEqual([theirSet.fresh, ourSet.state.freshUntil > now()], [true, true]);
  },
  "a provider that cannot be reached": async () => {
    let isDown = false;
    const failing = (...request) => (isDown ? Promise.reject(new TypeError("down")) : fetch(...request));
    const token = rsaToken({ exp: now() + 7200 });
    const theirSet = jose.createRemoteJWKSet(new URL(JWKS_URL), {
      cacheMaxAge: 1,
      [jose.customFetch]: failing,
    });
    const ourSet = ours.remoteJwks(JWKS_URL, { minAge: 0, maxAge: 0.01, fetch: failing });
    await jwtVerify(token, theirSet);
    await verify(token, ourSet);
    isDown = true;
    await setTimeout(50);
    await assert.rejects(jwtVerify(token, theirSet));
    await verify(token, ourSet);
  },
  "a key of WebCrypto": async () => {
    const { publicKey: cryptoKey } = await jose.generateKeyPair("ES256", { extractable: true });
    await assert.rejects(verify("a.b.c", cryptoKey), { code: "key_invalid" });
    const made = ours.jwk(await crypto.subtle.exportKey("jwk", cryptoKey), "ES256");
    assert.equal(made.algorithms[0], "ES256");
  },
};

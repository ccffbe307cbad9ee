// What docs/migrate/fast-jwt.md says, with fast-jwt itself.
import assert from "node:assert/strict";
import * as theirNames from "fast-jwt";
import * as ourNames from "jwt-wasm";
import { checks, commonRows, key } from "./common.mjs";
import { ENCRYPTED, goodToken, hmacToken, JWKS_URL, now, RSA, SECRET, SMALL_RSA } from "./given.mjs";

const { createSigner, createVerifier } = theirNames;
const { privateKey, publicKey, secretKey, sign, verify } = ourNames;
const audience = "api";
const issuer = "https://issuer.example";

const both = {
  secret: SECRET,
  publicPem: RSA.publicKey,
  privatePem: RSA.privateKey,
  audience,
  issuer,
  claims: { sub: "user-42" },
  token: goodToken({ iat: now(), iss: issuer, jti: "a", nonce: "b" }),
  signed: createSigner({ key: RSA.privateKey, expiresIn: "1h" })({ sub: "user-42" }),
  fetched: async () => SECRET,
};

export const theirs = { ...theirNames, ...both };
const ours = { ...ourNames, ...both, key };

export { ours };

const withAudience = "goodToken({ aud: 'api', iat: now(), iss: issuer, jti: 'a', nonce: 'b' })";
Object.assign(theirs, { goodToken, now });
Object.assign(ours, { goodToken, now });

export const wrap = {
  theirs: (code) =>
    code.startsWith("{") ? `createVerifier({ key: secret, ...${code} })(${withAudience})` : code,
  ours: (code) =>
    code.startsWith("{") ? `verifySync(${withAudience}, key, { audience, ...${code} })` : code,
};

const accepts =
  (token, options = {}, using = SECRET) =>
  () =>
    createVerifier({ key: using, ...options })(token);
const common = commonRows(accepts, () => createSigner({ key: SECRET })({ sub: 42 }));
const pair = (token, theirOptions, ourOptions) => [accepts(token, theirOptions), checks(token, ourOptions)];

const small = createSigner({ key: SMALL_RSA.privateKey, expiresIn: "1h" })({});
const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;

export const stricter = {
  "accepts tokens that never expire": common.unexpiring,
  "accepts a token for any audience": common.anyAudience,
  "`allowedIss`, `allowedSub` and `allowedJti` accept": {
    theirs() {
      for (const name of ["allowedIss", "allowedSub", "allowedJti"]) {
        accepts(hmacToken({ exp: now() + 60 }), { [name]: "a" })();
      }
    },
    async ours() {
      const lacking = hmacToken({ exp: now() + 60 });
      for (const name of ["subject", "jwtId"]) {
        await assert.rejects(verify(lacking, key, { [name]: "a" }), { code: "claim_missing" });
      }
      await verify(lacking, key, { issuer: "a" });
    },
  },
  "`maxAge` accepts a token without `iat`": {
    theirs: accepts(goodToken(), { maxAge: 5000 }),
    ours: checks(goodToken(), { maxAge: 5 }),
  },
  "accepts secrets of any length": common.anySecret("secret"),
  "accepts HS256, HS384 and HS512": common.otherMac,
  "accepts the base64 of a public key": common.publicText,
  "accepts RSA keys of 1024 bits": {
    theirs: accepts(small, {}, SMALL_RSA.publicKey),
    ours: () => publicKey(SMALL_RSA.publicKey, "RS256"),
  },
  "leaves a check out": {
    theirs() {
      accepts(both.token, { allowedIss: undefined, alowedIss: "https://other.example" })();
    },
    async ours() {
      await assert.rejects(verify(both.token, key, { isuer: issuer }), { code: "options_invalid" });
      await verify(both.token, key, { issuer: undefined });
    },
  },
  "accepts a numeric `sub`": common.numericSubject,
  "accepts claims with one name twice": common.nameTwice,
  "accepts other spellings": common.otherSpelling,
  "accepts tokens of any length": common.anyLength,
  "signs `exp` in milliseconds": {
    theirs: () => createSigner({ key: SECRET })({ exp: Date.now() }),
    ours: () => sign({ exp: Date.now() }, key),
  },
  "signs without a token's signature": {
    theirs: () => createSigner({ algorithm: "none" })({}),
    ours: () => secretKey(SECRET, "none"),
  },
};

const unreachable = () => Promise.reject(new TypeError("unreachable"));

export const errors = {
  "`FAST_JWT_EXPIRED`": [
    pair(hmacToken({ exp: 1 })),
    pair(goodToken({ iat: 1 }), { maxAge: 5000 }, { maxAge: 5 }),
  ],
  "`FAST_JWT_INACTIVE`": [pair(goodToken({ nbf: now() + 60 }))],
  "`FAST_JWT_INVALID_SIGNATURE`": [pair(goodToken({}, { secret: "another secret" }))],
  "`FAST_JWT_INVALID_ALGORITHM`": [pair(goodToken({}, { alg: "HS512" }), { algorithms: ["HS256"] })],
  "`FAST_JWT_MALFORMED`": [pair("a.b.c"), pair(hmacToken([])), pair(ENCRYPTED)],
  "`FAST_JWT_MISSING_SIGNATURE`": [pair(unsigned)],
  "`FAST_JWT_INVALID_CLAIM_VALUE`": [pair(goodToken({ iss: "a" }), { allowedIss: "b" }, { issuer: "b" })],
  "`FAST_JWT_INVALID_CLAIM_TYPE`": [pair(hmacToken({ exp: "1900000000" }))],
  "`FAST_JWT_MISSING_REQUIRED_CLAIM`": [
    pair(goodToken(), { requiredClaims: ["iat"] }, { requiredClaims: ["iat"] }),
  ],
  "`FAST_JWT_INVALID_CRIT_HEADER`": [pair(goodToken({}, { header: { crit: ["x"], x: 1 } }))],
  "`FAST_JWT_INVALID_OPTION`": [pair(goodToken(), { clockTolerance: "5s" }, { clockTolerance: "5s" })],
  "`FAST_JWT_INVALID_KEY`": [[accepts(goodToken(), {}, {}), checks(goodToken(), {}, {})]],
  "`FAST_JWT_KEY_FETCHING_ERROR`": [
    [
      accepts(goodToken(), {}, unreachable),
      checks(
        goodToken({}, { header: { kid: "1" } }),
        {},
        ourNames.remoteJwks(JWKS_URL, { fetch: unreachable }),
      ),
    ],
  ],
};

/** What the page says beside its tables. */
export const more = {
  "fast-jwt counts in milliseconds": () => {
    const token = createSigner({ key: SECRET, expiresIn: 300 })({});
    const { exp, iat } = ourNames.decode(token).payload;
    assert.ok(exp - iat < 2);
  },
  "fast-jwt takes RS256 for an RSA key": () => {
    assert.equal(ourNames.decode(both.signed).header.alg, "RS256");
    assert.throws(() => privateKey(RSA.privateKey), { code: "options_invalid" });
  },
};

// What docs/migrate/aws-jwt-verify.md says, with aws-jwt-verify itself.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import * as theirNames from "aws-jwt-verify";
import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import * as ourNames from "jwt-wasm";
import {
  ENCRYPTED,
  hmacToken,
  JWKS_URL,
  now,
  PUBLIC_JWK,
  RSA,
  respelled,
  rsaToken,
  SMALL_RSA,
} from "./given.mjs";

const { createVerifier, trustedIssuers } = ourNames;
const userPoolId = "eu-west-1_pool";
const clientId = "my-client";
const pool = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
const other = "https://other.example";

const smallKey = createPrivateKey(SMALL_RSA.privateKey);
const small = {
  ...createPublicKey(SMALL_RSA.publicKey).export({ format: "jwk" }),
  kid: "small",
  alg: "RS256",
};
const poolKeys = { keys: [PUBLIC_JWK, { ...small, use: "sig" }] };

/** An issuer's metadata and keys, without a network. */
async function fetched(url) {
  const { origin, pathname } = new URL(url);
  const issuer = `${origin}${pathname}`.replace("/.well-known/openid-configuration", "");
  return Response.json(
    pathname.endsWith("jwks.json") ? poolKeys : { issuer, jwks_uri: `${issuer}/jwks.json` },
  );
}

/** The classes, with the keys at hand. */
const cached = (verifiers) => ({
  create(properties) {
    const verifier = verifiers.create(properties);
    if (!Array.isArray(properties)) verifier.cacheJwks(poolKeys);
    else for (const { issuer } of properties) verifier.cacheJwks(poolKeys, issuer);
    return verifier;
  },
});

const access = { token_use: "access", client_id: clientId };
const claims = {
  iss: pool,
  ...access,
  sub: "user-42",
  exp: now() + 300,
  scope: "api/read",
  "cognito:groups": ["admins"],
};
const token = rsaToken(claims);
const idToken = rsaToken({ ...claims, token_use: "id", client_id: undefined, aud: clientId });
const foreign = rsaToken({ ...claims, aud: "api" });

const both = {
  userPoolId,
  clientId,
  poolKeys,
  token,
  issuer: pool,
  other,
  audience: "api",
  jwksUri: JWKS_URL,
};
const CognitoJwtVerifier = cached(theirNames.CognitoJwtVerifier);
const JwtVerifier = cached(theirNames.JwtVerifier);

const hydrating = theirNames.JwtVerifier.create(
  { issuer: pool, audience: null, jwksUri: JWKS_URL },
  { jwksCache: { addJwks() {}, getJwks: async () => poolKeys } },
);
export const theirs = {
  ...both,
  CognitoJwtVerifier,
  JwtVerifier,
  decomposeUnverifiedJwt,
  verifier: Object.assign(CognitoJwtVerifier.create({ userPoolId, tokenUse: "access", clientId }), {
    hydrate: () => hydrating.hydrate(),
  }),
};
const issuers = (list) => trustedIssuers(list, { fetch: fetched });
const key = issuers([pool]);
const ours = {
  ...ourNames,
  ...both,
  trustedIssuers: (list) => issuers(list.map((issuer) => (issuer.jwksUri ? issuer.issuer : issuer))),
  pool,
  access,
  key,
  verifier: createVerifier({ key, claims: access }),
};

export { ours };

const tokenFor = (code) => {
  if (code.includes('"id"')) return idToken;
  return code.includes("audience") ? foreign : token;
};
const verifying = (code) => (code.includes("create") ? `(${code}).verify("${tokenFor(code)}")` : code);
export const wrap = {
  theirs: (code) =>
    code.startsWith("{")
      ? `CognitoJwtVerifier.create({ userPoolId, tokenUse: "access", clientId, ...${code} }).verify(token)`
      : verifying(code),
  ours: (code) =>
    code.startsWith("{")
      ? `createVerifier({ key, claims: access, ...${code} }).verify(token)`
      : verifying(code),
};

const accepts =
  (given, options = {}) =>
  () =>
    CognitoJwtVerifier.create({ userPoolId, tokenUse: "access", clientId, ...options }).verify(given);
const checks = (given, options) => () => createVerifier({ key, claims: access, ...options }).verify(given);
const either = (given, options) => ({ theirs: accepts(given), ours: checks(given, options) });
const pair = (given, theirOptions, ourOptions) => [accepts(given, theirOptions), checks(given, ourOptions)];
const generic = (given, options) => () =>
  JwtVerifier.create({ issuer: pool, audience: null, jwksUri: JWKS_URL, ...options }).verify(given);

const unexpiring = rsaToken({ ...claims, exp: undefined });
const named = rsaToken({ ...claims, iss: pool.replace("cognito", "issuer-cognito") });
const long = rsaToken({ ...claims, a: "a".repeat(20_000) });
const { contains } = ourNames;

export const stricter = {
  "accepts tokens that never expire": {
    ...either(unexpiring),
    anyway: checks(unexpiring, { requireExpiry: false }),
  },
  "`audience: null` accepts": {
    theirs: generic(foreign),
    ours: checks(foreign),
    anyway: checks(foreign, { audience: false }),
  },
  "`issuer: null` accepts": {
    theirs: generic(rsaToken({ ...claims, iss: other }), { issuer: null }),
    ours: checks(rsaToken({ ...claims, iss: other })),
  },
  "accepts both names of a pool": {
    theirs: accepts(named),
    async ours() {
      await createVerifier({ key: issuers([pool, pool.replace("cognito", "issuer-cognito")]) }).verify(named);
      await checks(named)();
    },
  },
  '`scope: ["a", "b"]` wants one': {
    theirs: accepts(token, { scope: ["api/read", "api/write"] }),
    ours: checks(token, { scope: ["api/read", "api/write"] }),
  },
  '`groups: ["a", "b"]` wants one': {
    theirs: accepts(token, { groups: ["admins", "staff"] }),
    ours: checks(token, { claims: { "cognito:groups": contains("admins", "staff") } }),
  },
  "ignores `crit`": either(rsaToken(claims, { header: { crit: ["x"], x: 1 } })),
  "accepts RSA keys of 1024 bits": {
    theirs: accepts(rsaToken(claims, { key: smallKey, header: { kid: "small" } })),
    async ours() {
      try {
        await checks(rsaToken(claims, { key: smallKey, header: { kid: "small" } }))();
      } catch (error) {
        assert.equal(error.cause.code, "key_too_weak");
        throw error;
      }
    },
  },
  "leaves out options that are misspelt": {
    theirs: accepts(token, { toknUse: "id" }),
    ours: checks(token, { isuer: pool }),
  },
  "accepts claims with one name twice": either(
    rsaToken(`${JSON.stringify(claims).slice(0, -1)},"sub":"root"}`),
  ),
  "accepts other spellings": either(respelled(token)),
  "accepts tokens of any length": { ...either(long), anyway: checks(long, { maxTokenLength: 100_000 }) },
};

const ungrouped = rsaToken({ ...claims, "cognito:groups": undefined, scope: undefined });
const inGroup = (group) => ({ claims: { "cognito:groups": contains(group) } });
const forged = rsaToken(claims, { key: createPrivateKey(RSA.privateKey) });
const notCached = theirNames.CognitoJwtVerifier.create({ userPoolId, tokenUse: "access", clientId });

export const errors = {
  "`JwtExpiredError`": [pair(rsaToken({ ...claims, exp: 1 }))],
  "`JwtNotBeforeError`": [pair(rsaToken({ ...claims, nbf: now() + 60 }))],
  "`JwtInvalidSignatureError`": [pair(forged)],
  "`JwtInvalidSignatureAlgorithmError`": [pair(hmacToken(claims, { header: { kid: "1" } }))],
  "`JwtInvalidAudienceError`": [
    [generic(foreign, { audience: "b" }), checks(foreign, { audience: "b" })],
    [generic(token, { audience: "b" }), checks(token, { audience: "b" })],
  ],
  "`ParameterValidationError` and *issuer": [pair(rsaToken({ ...claims, iss: other }))],
  "`CognitoJwtInvalidTokenUseError`, `CognitoJwtInvalidClientIdError`": [
    pair(rsaToken({ ...claims, token_use: "id", aud: clientId }), {}, { audience: clientId }),
    pair(rsaToken({ ...claims, client_id: "another-client" })),
  ],
  "`CognitoJwtInvalidGroupError`": [
    pair(ungrouped, { groups: "staff" }, inGroup("staff")),
    pair(token, { groups: "staff" }, inGroup("staff")),
  ],
  "`JwtInvalidScopeError`": [
    pair(ungrouped, { scope: "api/write" }, { scope: "api/write" }),
    pair(token, { scope: "api/write" }, { scope: "api/write" }),
  ],
  "`KidNotFoundInJwksError`": [
    [
      () => theirs.verifier.verifySync(rsaToken(claims, { header: { kid: "2" } })),
      checks(rsaToken(claims, { header: { kid: "2" } })),
    ],
  ],
  "`JwksNotAvailableInCacheError`": [
    [() => notCached.verifySync(token), () => createVerifier({ key: issuers([pool]) }).verifySync(token)],
  ],
  "`JwtParseError`": [pair("a.b"), pair(ENCRYPTED), pair(rsaToken({ ...claims, exp: "1900000000" }))],
};

/** What the page says beside its tables. */
export const more = {
  "both refuse a numeric `sub`": async () => {
    const numeric = rsaToken({ ...claims, sub: 42 });
    await assert.rejects(accepts(numeric), ({ constructor: { name } }) => name === "JwtParseError");
    await assert.rejects(checks(numeric), { code: "claim_invalid" });
  },
  "how keys are fetched there": () => {
    const { penaltyBox, fetcher } = theirNames.JwtVerifier.create({ issuer: pool, audience: null }).jwksCache;
    assert.deepEqual([penaltyBox.waitSeconds, fetcher.defaultRequestOptions.timeout], [10, 1500]);
  },
  "a token without `kid`": async () => {
    const nameless = rsaToken(claims, { header: { kid: undefined } });
    await assert.rejects(accepts(nameless));
    await checks(nameless)();
  },
  "an expired token is read with ignoreExpiry": async () => {
    const expired = rsaToken({ ...claims, exp: 1 });
    const { payload } = await checks(expired, { ignoreExpiry: true })();
    assert.equal(payload.sub, "user-42");
  },
};

// What docs/migrate/hono-jwt.md says, with hono/jwt itself.
import assert from "node:assert/strict";
import { Hono } from "hono";
import { jwk } from "hono/jwk";
import * as theirNames from "hono/jwt";
import * as ourNames from "jwt-wasm";
import { jwtGate } from "jwt-wasm/hono";
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
  SMALL_RSA,
} from "./given.mjs";

const { publicKey, secretKey, sign, verify } = ourNames;
const issuer = "https://issuer.example";

const both = {
  secret: SECRET,
  issuer,
  url: JWKS_URL,
  keys: [PUBLIC_JWK],
  publicPem: RSA.publicKey,
  privatePem: RSA.privateKey,
  claims: { sub: "user-42" },
  token: goodToken({ iss: issuer }),
  signed: await theirNames.sign({ sub: "user-42", exp: now() + 300 }, RSA.privateKey, "RS256"),
  now,
};
// The set's own key signs, under its `kid`.
const published = rsaToken({ sub: "user-42", iss: issuer, exp: now() + 300 });

/** The claims that a handler behind the middleware gets, for a token in the place that is asked for. */
async function behind(middleware, place, set) {
  const app = new Hono().use(middleware).get("/", (c) => c.json(c.get("jwtPayload") ?? c.get("jwt").payload));
  const token = set ? published : both.token;
  const headers = { cookie: { cookie: `token=${token}` }, "x-token": { "x-token": `Bearer ${token}` } };
  const answer = await app.request("/", { headers: headers[place] ?? { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

export const theirs = { ...theirNames, jwk, ...both, behind };
const ours = { ...ourNames, jwtGate, ...both, key, behind };

export { ours };

const place = (code) => (/x-token|cookie/.exec(code) ?? [""])[0];
const isSet = (code) => /keys|url/.test(code);

export const wrap = {
  theirs(code) {
    if (code.includes("verifyWithJwks")) return code.replace("signed", JSON.stringify(published));
    return /^jw[tk]\(/.test(code) ? `behind(${code}, "${place(code)}", ${isSet(code)})` : code;
  },
  ours(code) {
    if (code.includes("verify(signed, remoteJwks")) return code.replace("signed", JSON.stringify(published));
    return code.startsWith("jwtGate(") ? `behind(${code}, "${place(code)}", ${isSet(code)})` : code;
  },
};

const accepts =
  (token, options = {}, using = SECRET) =>
  () =>
    theirNames.verify(token, using, { alg: "HS256", ...options });
const common = commonRows(accepts, () => theirNames.sign({ sub: 42 }, SECRET));
const { either } = common;
const pair = (token, theirOptions, ourOptions) => [accepts(token, theirOptions), checks(token, ourOptions)];

const forged = hmacToken({ exp: 1 }, { secret: "another secret" });
const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;

/** How often the set was fetched for three tokens. */
async function fetched(verifyOne) {
  const own = globalThis.fetch;
  let count = 0;
  globalThis.fetch = (...request) => {
    count += 1;
    return own(...request);
  };
  try {
    for (let round = 0; round < 3; round++) await verifyOne();
  } finally {
    globalThis.fetch = own;
  }
  return count;
}

export const stricter = {
  "accepts tokens that never expire": common.unexpiring,
  "accepts a token for any audience": common.anyAudience,
  "accepts secrets of any length": common.anySecret("it-is-very-secret"),
  "accepts the base64 of a public key": common.publicText,
  "accepts RSA keys of 1024 bits": {
    theirs: async () =>
      theirNames.verify(
        await theirNames.sign({}, SMALL_RSA.privateKey, "RS256"),
        SMALL_RSA.publicKey,
        "RS256",
      ),
    ours: () => publicKey(SMALL_RSA.publicKey, "RS256"),
  },
  "verifies with a private key": {
    theirs: () => theirNames.verify(both.signed, RSA.privateKey, "RS256"),
    ours: () => publicKey(RSA.privateKey, "RS256"),
  },
  "leaves a check out": {
    theirs: accepts(both.token, { iss: undefined, issuer: "https://other.example" }),
    async ours() {
      await assert.rejects(verify(both.token, key, { iss: issuer }), { code: "options_invalid" });
      await verify(both.token, key, { issuer: undefined });
    },
  },
  "a RegExp in `iss` or `aud`": {
    async theirs() {
      const other = "https://issuer.example.attacker.example";
      await accepts(goodToken({ iss: other, aud: other }), {
        iss: /issuer\.example/,
        aud: /issuer\.example/,
      })();
    },
    ours: checks(both.token, { issuer: /issuer\.example/ }),
  },
  "accepts a numeric `sub`": common.numericSubject,
  "signs `exp: NaN` as `null`": {
    async theirs() {
      const token = await theirNames.sign({ exp: Number.NaN }, SECRET);
      assert.equal(theirNames.decode(token).payload.exp, null);
    },
    ours: () => sign({ exp: Number.NaN }, key),
  },
  "accepts a list as claims": either(hmacToken([])),
  "accepts claims with one name twice": common.nameTwice,
  "accepts other spellings": common.otherSpelling,
  "accepts tokens of any length": common.anyLength,
  "checks claims first": {
    theirs: () => assert.rejects(accepts(forged), { name: "JwtTokenExpired" }),
    ours: checks(forged),
  },
  "repeats the token in error messages": {
    theirs: () => assert.rejects(accepts(forged), ({ message }) => message.includes(forged)),
    ours: () => assert.rejects(checks(forged), ({ message }) => !message.includes(forged.slice(0, 20))),
  },
  "fetches `jwks_uri` for every token": {
    async theirs() {
      const options = { jwks_uri: JWKS_URL, allowedAlgorithms: ["RS256"] };
      assert.equal(await fetched(() => theirNames.verifyWithJwks(published, options)), 3);
    },
    async ours() {
      const set = ourNames.remoteJwks(`${JWKS_URL}?kept`);
      assert.equal(await fetched(() => verify(published, set)), 1);
    },
  },
};

const inSet = (token, allowedAlgorithms) => () =>
  theirNames.verifyWithJwks(token, { keys: [PUBLIC_JWK], allowedAlgorithms });
const set = ourNames.jwks({ keys: [PUBLIC_JWK, publicKey(CERTIFICATE.cert, "ES256").toPublicJwk()] });
const withKid = goodToken({}, { header: { kid: "1" } });

export const errors = {
  "`JwtTokenExpired`": [pair(hmacToken({ exp: 1 }))],
  "`JwtTokenNotBefore`": [pair(goodToken({ nbf: now() + 60 }))],
  "`JwtTokenIssuedAt`": [pair(goodToken({ iat: now() + 60 }), {}, { maxAge: 3600 })],
  "`JwtTokenIssuer`": [
    pair(goodToken({ iss: "a" }), { iss: "b" }, { issuer: "b" }),
    pair(goodToken(), { iss: "b" }, { issuer: "b" }),
  ],
  "`JwtTokenAudience`": [pair(goodToken({ aud: "a" }), { aud: "b" }, { audience: "b" })],
  "`JwtPayloadRequiresAud`": [pair(goodToken(), { aud: "b" }, { audience: "b" })],
  "`JwtTokenSignatureMismatched`": [pair(goodToken({}, { secret: "another secret" }))],
  "`JwtAlgorithmMismatch`": [pair(goodToken({}, { alg: "HS512" }))],
  "`JwtHeaderInvalid`": [pair(unsigned), pair(goodToken({}, { header: { crit: ["x"], x: 1 } }))],
  "`JwtTokenInvalid`": [pair("a.b"), pair(ENCRYPTED)],
  "`JwtAlgorithmRequired`": [[accepts(goodToken(), { alg: undefined }), () => secretKey(SECRET)]],
  "`JwtAlgorithmNotAllowed`": [
    [inSet(published, ["ES256"]), checks(published, { algorithms: ["ES256"] }, set)],
  ],
  "`JwtSymmetricAlgorithmNotAllowed`": [[inSet(withKid, ["RS256"]), checks(withKid, {}, set)]],
};

/** What the page says beside its tables. */
export const more = {
  "checks that are not made unless they are asked for": async () => {
    const future = goodToken({ iat: now() + 60 });
    await verify(future, key);
    await assert.rejects(verify(future, key, { maxAge: 3600 }), { code: "not_yet_valid" });
    const other = goodToken({}, { header: { typ: "at+jwt" } });
    await assert.rejects(accepts(other), { name: "JwtHeaderInvalid" });
    await verify(other, key);
    await assert.rejects(verify(other, key, { typ: "JWT" }), { code: "header_rejected" });
  },
  "answers of the middleware": async () => {
    const token = hmacToken({ exp: 1 });
    const answers = [theirNames.jwt({ secret: SECRET, alg: "HS256" }), jwtGate({ key })].map((middleware) =>
      new Hono().use(middleware).request("/", { headers: { authorization: `Bearer ${token}` } }),
    );
    const [before, after] = await Promise.all(answers);
    assert.deepEqual([before.status, await before.text()], [401, "Unauthorized"]);
    assert.deepEqual([after.status, (await after.json()).code], [401, "expired"]);
  },
  "a token without `kid`": async () => {
    const token = rsaToken({ exp: now() + 60 }, { header: { kid: undefined } });
    await assert.rejects(inSet(token, ["RS256"]), { name: "JwtHeaderRequiresKid" });
    await verify(token, set);
  },
};

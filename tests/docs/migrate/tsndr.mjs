// What docs/migrate/tsndr.md says, with @tsndr/cloudflare-worker-jwt itself.
import assert from "node:assert/strict";
import jwt from "@tsndr/cloudflare-worker-jwt";
import * as ourNames from "jwt-wasm";
import { checks, commonRows, key } from "./common.mjs";
import { goodToken, hmacToken, now, PUBLIC_JWK, RSA, rsaToken, SECRET, SMALL_RSA } from "./given.mjs";

const { decode, publicKey, secretKey, sign, verify } = ourNames;

const both = {
  secret: SECRET,
  publicPem: RSA.publicKey,
  privatePem: RSA.privateKey,
  publicJwk: PUBLIC_JWK,
  claims: { sub: "user-42" },
  token: goodToken(),
  signed: await jwt.sign({ sub: "user-42", exp: now() + 300 }, RSA.privateKey, "RS256"),
  now,
};
const published = JSON.stringify(rsaToken({ sub: "user-42", exp: now() + 300 }));

export const theirs = { jwt, ...both };
const ours = { ...ourNames, ...both, key };

export { ours };

const withJwk = (code) => (code.includes("Jwk") ? code.replace("signed", published) : code);
export const wrap = { theirs: withJwk, ours: withJwk };

const accepts =
  (token, options = {}, using = SECRET) =>
  async () =>
    assert.ok(await jwt.verify(token, using, { throwError: true, ...options }));
const common = commonRows(accepts, () => jwt.sign({ sub: 42 }, SECRET));
const { either } = common;
const pair = (token) => [accepts(token), checks(token)];

const forged = goodToken({}, { secret: "another secret" });
const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;

export const stricter = {
  "returns `undefined` for a bad token": {
    theirs: async () => assert.equal(await jwt.verify(forged, SECRET), undefined),
    ours: checks(forged),
  },
  "accepts tokens that never expire": common.unexpiring,
  "an `exp` of 0 or `null` never expires": {
    async theirs() {
      await accepts(hmacToken({ exp: 0 }))();
      await accepts(hmacToken({ exp: null }))();
    },
    async ours() {
      await assert.rejects(verify(hmacToken({ exp: 0 }), key), { code: "expired" });
      await verify(hmacToken({ exp: null }), key);
    },
  },
  "accepts an `nbf` that is text": either(goodToken({ nbf: "soon" })),
  "does not look at `aud`": common.anyAudience,
  "accepts secrets of any length": common.anySecret("secret"),
  "accepts the base64 of a public key": common.publicText,
  "accepts RSA keys of 1024 bits": {
    async theirs() {
      const token = await jwt.sign({}, SMALL_RSA.privateKey, "RS256");
      await accepts(token, { algorithm: "RS256" }, SMALL_RSA.publicKey)();
    },
    ours: () => publicKey(SMALL_RSA.publicKey, "RS256"),
  },
  "reads any text with `PUBLIC` in it": {
    async theirs() {
      const secret = "a secret that is not PUBLIC, of 32 bytes";
      await assert.rejects(accepts(goodToken({}, { secret }), {}, secret));
    },
    async ours() {
      const secret = "a secret that is not PUBLIC, of 32 bytes";
      await verify(goodToken({}, { secret }), secretKey(secret, "HS256"));
      assert.throws(() => secretKey(RSA.publicKey, "HS256"), { code: "key_invalid" });
    },
  },
  "accepts `none`": {
    theirs: accepts(unsigned, { algorithm: "none" }),
    ours: () => secretKey(SECRET, "none"),
  },
  "accepts tokens with `crit`": either(goodToken({}, { header: { crit: ["x"], x: 1 } })),
  "leaves out options that it does not know": {
    theirs: accepts(goodToken(), { issuer: "https://issuer.example" }),
    ours: checks(goodToken(), { issuer: "https://issuer.example" }),
  },
  "accepts a numeric `sub`": common.numericSubject,
  "accepts claims that are a list": {
    async theirs() {
      for (const claims of ["[]", '"text"', "null"]) await accepts(hmacToken(claims))();
    },
    async ours() {
      for (const claims of ["[]", '"text"']) {
        await assert.rejects(verify(hmacToken(claims), key), { code: "malformed" });
      }
      await verify(hmacToken("null"), key);
    },
  },
  "accepts claims with one name twice": common.nameTwice,
  "accepts other spellings": common.otherSpelling,
  "accepts tokens of any length": common.anyLength,
  "`sign` puts `iat` into the object": {
    async theirs() {
      const claims = {};
      await jwt.sign(claims, SECRET);
      assert.equal(typeof claims.iat, "number");
    },
    async ours() {
      const claims = {};
      await sign(claims, key);
      assert.deepEqual(claims, {});
    },
  },
};

export const errors = {
  "*EXPIRED*": [pair(hmacToken({ exp: 1 }))],
  "*NOT_YET_VALID*": [pair(goodToken({ nbf: now() + 60 }))],
  "*INVALID_SIGNATURE*": [pair(forged), pair(goodToken({}, { alg: "HS512" }))],
  "*token must consist": [pair("garbage")],
  "*secret must be a string": [[accepts(goodToken(), {}, 5), checks(goodToken(), {}, 5)]],
  "*algorithm not found*": [[accepts(goodToken(), { algorithm: "HS1" }), () => secretKey(SECRET, "HS1")]],
};

/** What the page says beside its tables. */
export const more = {
  "a forged token is EXPIRED there, and forged here": async () => {
    const token = hmacToken({ exp: 1 }, { secret: "another secret" });
    await assert.rejects(accepts(token), { message: "EXPIRED" });
    await assert.rejects(verify(token, key), { code: "signature_invalid" });
  },
  "a JWK needs an algorithm": async () => {
    const { alg: _, ...bare } = PUBLIC_JWK;
    assert.throws(() => ourNames.jwk(bare), { code: "key_invalid" });
    assert.equal(decode(both.signed).header.alg, "RS256");
  },
};

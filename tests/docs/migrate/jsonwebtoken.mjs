// What docs/migrate/jsonwebtoken.md says, with jsonwebtoken itself.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";
import util from "node:util";
import theirJwt from "jsonwebtoken";
import ourJwt from "jwt-wasm/jsonwebtoken";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";
import { goodToken, hmacToken, now, RSA, respelled, SECRET, SMALL_RSA, TWICE } from "./given.mjs";

const require = createRequire(import.meta.url);
const both = { require, util, token: goodToken(), secret: SECRET };
/** A function is called, and a module is asked for one. */
const program = (code) =>
  code.includes("promis")
    ? `${code}(token, secret)`
    : code.replace(/^const jwt = (.*)/, "typeof ($1).verify");

export const theirs = { ...both, jwt: theirJwt };
const ours = { ...both, jwt: ourJwt };

export { ours };
export const wrap = { theirs: program, ours: program };

const encode = (value) => Buffer.from(value).toString("base64url");
const PEM = {
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
};
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384", ...PEM });
const spelledOut = generateKeyPairSync("ec", { namedCurve: "P-256", paramEncoding: "explicit", ...PEM });
const locked = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: PEM.publicKeyEncoding,
  privateKeyEncoding: { ...PEM.privateKeyEncoding, cipher: "aes-256-cbc", passphrase: "open" },
});

const sign =
  (claims, options = {}, key = SECRET) =>
  (jwt) =>
    jwt.sign(claims, key, options);
const verify =
  (token, options = {}, key = SECRET) =>
  (jwt) =>
    jwt.verify(token, key, options);
const INVALID = /^JsonWebTokenError: invalid token$/;
const OPTIONS = /options_invalid$/;

/** Each call passes there, and fails here as its pattern says of name, message and code; the last error is the row's. */
function stricterBy(calls, anyway) {
  return {
    theirs: () => {
      for (const [call] of calls) call(theirJwt);
    },
    ours: () => {
      let last;
      for (const [call, pattern] of calls) {
        assert.throws(
          () => call(ourJwt),
          (error) => {
            last = error;
            assert.match(`${error.name}: ${error.message}${error.code ? ` ${error.code}` : ""}`, pattern);
            return true;
          },
        );
      }
      if (last.code !== undefined && pattern(calls).source.includes("_")) throw last;
    },
    ...(anyway && { anyway: () => anyway(ourJwt) }),
  };
}

const pattern = (calls) => calls.at(-1)[1];

const unsigned = `${encode('{"alg":"none"}')}.${encode("{}")}.`;
const weak = hmacToken({ exp: now() + 60 }, { secret: "secret" });
const small = { algorithm: "RS256", allowInsecureKeySizes: true };
const anyKind = { algorithm: "RS256", allowInvalidAsymmetricKeyTypes: true, allowInsecureKeySizes: true };
const long = goodToken({ a: "a".repeat(20_000) });
const explicit = theirJwt.sign({}, spelledOut.privateKey, { algorithm: "ES256" });
const rsaSigned = theirJwt.sign({}, RSA.privateKey, { algorithm: "RS256" });
const looseOptions = { audience: undefined, isuer: "a", legacy: { looseOptions: true } };
const latin1 = (() => {
  const input = `${Buffer.from('{"alg":"HS256","kid":"é"}', "latin1").toString("base64url")}.${encode("{}")}`;
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
})();

export const stricter = {
  "signs and verifies `none`": stricterBy([
    [sign({}, { algorithm: "none" }, ""), /Error: /],
    [sign({}, { header: { alg: "none" } }), /Error: /],
    [verify(unsigned, { algorithms: ["none"] }, ""), /Error: /],
  ]),
  "takes any secret": stricterBy(
    [[verify(weak, {}, "secret"), /^JwtError: .* key_too_weak$/]],
    verify(weak, { legacy: { shortSecrets: true } }, "secret"),
  ),
  "uses a PEM file that it cannot read": stricterBy([
    [sign({}, { algorithm: "HS256" }, RSA.publicKey), /Error: /],
    [sign({}, { algorithm: "HS256" }, "-----BEGIN"), /Error: /],
  ]),
  "`allowInsecureKeySizes` signs": stricterBy([
    [sign({}, small, SMALL_RSA.privateKey), /Error: /],
    [verify(theirJwt.sign({}, SMALL_RSA.privateKey, small), small, SMALL_RSA.publicKey), /Error: /],
  ]),
  "`allowInvalidAsymmetricKeyTypes` allows": stricterBy([[sign({}, anyKind, p384.privateKey), /Error: /]]),
  "needs `node:crypto` for everything": {
    theirs: sign({}, { algorithm: "RS256" }, { key: locked.privateKey, passphrase: "open" }).bind(
      undefined,
      theirJwt,
    ),
    // pkg/test/jsonwebtoken-edge.test.mjs takes it away.
    ours: sign({}, { algorithm: "RS256" }, { key: locked.privateKey, passphrase: "open" }).bind(
      undefined,
      ourJwt,
    ),
  },
  "reads EC keys whose curve is spelled out": stricterBy(
    [[verify(explicit, {}, spelledOut.publicKey), /^JsonWebTokenError: /]],
    verify(explicit, { legacy: { explicitCurves: true } }, spelledOut.publicKey),
  ),
  "`verify` leaves a check out": stricterBy(
    ["", null, undefined]
      .map((issuer) => [verify(goodToken(), { issuer }), OPTIONS])
      .concat([[verify(goodToken(), { isuer: "a" }), OPTIONS]]),
    verify(goodToken(), looseOptions),
  ),
  "skips the check for `maxAge: 0`": stricterBy([
    [verify(goodToken({ iat: 1 }), { maxAge: 0 }), /^TokenExpiredError: maxAge exceeded$/],
    [verify(goodToken({ iat: 0 }), { maxAge: 60 }), /^TokenExpiredError: maxAge exceeded$/],
  ]),
  "an `issuer` that is a regular expression": stricterBy([
    [verify(goodToken({ iss: "a" }), { issuer: /b/ }), OPTIONS],
    [verify(goodToken(), { clockTolerance: "10" }), OPTIONS],
    [verify(hmacToken({ exp: 1 }), { ignoreExpiration: "false" }), OPTIONS],
    [verify(goodToken(), { algorithms: "HS256,HS384" }), OPTIONS],
  ]),
  "`clockTimestamp: 0` means the clock": stricterBy([
    [verify(goodToken(), { clockTimestamp: 0 }), OPTIONS],
    [verify(hmacToken({ nbf: now() + 600 }), { clockTimestamp: Date.now() }), OPTIONS],
  ]),
  "matches a regular expression in `audience`": {
    theirs() {
      verify(goodToken(), { audience: /undefined/ })(theirJwt);
      verify(goodToken({ aud: 5 }), { audience: /5/ })(theirJwt);
      const sticky = verify(goodToken({ aud: "api" }), { audience: /api/g });
      sticky(theirJwt);
      assert.throws(() => sticky(theirJwt), { message: /audience invalid/ });
    },
    ours() {
      const NOT_MATCHED = { message: /audience invalid/ };
      assert.throws(() => verify(goodToken(), { audience: /undefined/ })(ourJwt), NOT_MATCHED);
      assert.throws(() => verify(goodToken({ aud: 5 }), { audience: /5/ })(ourJwt), {
        name: "JsonWebTokenError",
      });
      const sticky = verify(goodToken({ aud: "api" }), { audience: /api/g });
      assert.ok(sticky(ourJwt) && sticky(ourJwt));
    },
  },
  "`subject: 5` finds a numeric `sub`": {
    theirs: () => verify(goodToken({ sub: 5 }), { subject: 5 })(theirJwt),
    ours() {
      assert.equal(verify(sign({ sub: 5 })(ourJwt))(ourJwt).sub, 5);
      assert.throws(() => verify(goodToken({ sub: 5 }), { subject: 5 })(ourJwt), { code: "options_invalid" });
      assert.throws(() => verify(goodToken({ sub: 5 }), { subject: "5" })(ourJwt), {
        message: /subject invalid/,
      });
    },
  },
  "reads a token whose JSON has a name twice": stricterBy([
    [verify(hmacToken(TWICE)), INVALID],
    [verify(hmacToken('{"n":1e999}')), INVALID],
  ]),
  "reads a signature by a private key in several spellings": stricterBy([
    [verify(respelled(rsaSigned), {}, RSA.publicKey), INVALID],
    [verify(hmacToken([])), INVALID],
  ]),
  "reads and writes headers as Latin-1": {
    theirs() {
      const token = hmacToken({}, { header: { kid: "é" } });
      assert.equal(theirJwt.verify(token, SECRET, { complete: true }).header.kid, "Ã©");
      verify(latin1)(theirJwt);
    },
    ours() {
      const token = sign({}, { keyid: "é" })(ourJwt);
      assert.equal(ourJwt.verify(token, SECRET, { complete: true }).header.kid, "é");
      assert.throws(() => verify(latin1)(ourJwt), { message: "invalid token" });
    },
  },
  "verifies `crit` and `b64: false`": stricterBy([
    [verify(goodToken({}, { header: { crit: ["x"], x: 1 } })), /Error: /],
    [sign({}, { header: { crit: ["x"], x: 1 } }), /Error: /],
    [sign({}, { header: { b64: false } }), /Error: /],
  ]),
  "takes tokens of any length": stricterBy(
    [[verify(long), INVALID]],
    verify(long, { legacy: { longTokens: true } }),
  ),
  "signs `exp`, `nbf` and `iat` of `NaN`": stricterBy([
    [sign({ exp: Number.NaN }), /should be a number of seconds/],
    [sign({ nbf: Number.POSITIVE_INFINITY }), /should be a number of seconds/],
    [sign({ exp: Date.now() }), /Error: /],
  ]),
  "signs a lone surrogate": stricterBy([[sign({ a: "\ud800" }), /Error: /]]),
  "`sign` accepts a list of anything": stricterBy([[sign({}, { audience: [1] }), /Error: /]]),
  "`sign` accepts any encoding": {
    theirs: () => sign({}, { encoding: "ucs2" })(theirJwt),
    ours() {
      for (const encoding of ["utf8", "latin1", "binary", "ascii"]) sign({ a: "a" }, { encoding })(ourJwt);
      assert.throws(() => sign({}, { encoding: "ucs2" })(ourJwt));
    },
  },
  "signs the text of a `Buffer`": {
    theirs: () => assert.notDeepEqual(payloadOf(sign(Buffer.of(255, 254))(theirJwt)), Buffer.of(255, 254)),
    ours: () => assert.deepEqual(payloadOf(sign(Buffer.of(255, 254))(ourJwt)), Buffer.of(255, 254)),
  },
  "`decode` throws a `SyntaxError`": {
    theirs: () => assert.throws(() => theirJwt.decode(hmacToken("hello")), { name: "SyntaxError" }),
    ours: () => assert.equal(ourJwt.decode(hmacToken("hello")), null),
  },
  "`verify` throws a plain `Error`": {
    theirs: () =>
      assert.throws(() => verify(rsaSigned, { algorithms: ["RS256"] }, p384.publicKey)(theirJwt), {
        name: "Error",
      }),
    ours: () =>
      assert.throws(() => verify(rsaSigned, { algorithms: ["RS256"] }, p384.publicKey)(ourJwt), {
        name: "JsonWebTokenError",
      }),
  },
  "calls the callback of `verify` each time": {
    theirs: async () => assert.equal(await timesCalled(theirJwt), 2),
    ours: async () => assert.equal(await timesCalled(ourJwt), 1),
  },
};

function payloadOf(token) {
  return Buffer.from(token.split(".")[1], "base64url");
}

async function timesCalled({ verify }) {
  let count = 0;
  const getKey = (_header, callback) => {
    callback(null, SECRET);
    callback(null, SECRET);
  };
  verify(goodToken(), getKey, () => {
    count += 1;
  });
  await setTimeout(20);
  return count;
}

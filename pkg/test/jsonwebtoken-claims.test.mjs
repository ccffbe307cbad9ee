// The checks of jwt-wasm/jsonwebtoken: which tokens each option of `verify` accepts, and the message for the others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sign, verify } from "jwt-wasm/jsonwebtoken";
import { told } from "./jsonwebtoken.mjs";
import { SECRET, signed } from "./support.mjs";

const NOW = 1_700_000_000;
const GOOD = "good";

const outcome = (claims, options) =>
  told(() => {
    verify(signed(claims), SECRET, { clockTimestamp: NOW, ...options });
    return GOOD;
  });

const error = (message) => `JsonWebTokenError: ${message}`;
const audience = (expected) => error(`jwt audience invalid. expected: ${expected}`);
const issuer = (expected) => error(`jwt issuer invalid. expected: ${expected}`);
const AGE = error(
  '"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
);
const expired = "TokenExpiredError: jwt expired";
const early = "NotBeforeError: jwt not active";
const old = "TokenExpiredError: maxAge exceeded";

const ROWS = [
  // Times.
  [{ exp: NOW + 1 }, {}, GOOD],
  [{ exp: NOW }, {}, expired],
  [{ exp: 0 }, {}, expired],
  [{ exp: NOW }, { clockTolerance: 1 }, GOOD],
  [{ exp: NOW - 5 }, { clockTolerance: 5 }, expired],
  [{ exp: NOW }, { ignoreExpiration: true }, GOOD],
  [{ exp: NOW }, { ignoreExpiration: false }, expired],
  [{ exp: "no time" }, {}, error("invalid exp value")],
  [{ exp: null }, {}, error("invalid exp value")],
  [{ exp: String(NOW + 1) }, {}, error("invalid exp value")],
  [{ exp: "no time" }, { ignoreExpiration: true }, GOOD],
  [{ nbf: NOW }, {}, GOOD],
  [{ nbf: NOW + 1 }, {}, early],
  [{ nbf: NOW + 1 }, { clockTolerance: 1 }, GOOD],
  [{ nbf: NOW + 1 }, { ignoreNotBefore: true }, GOOD],
  [{ nbf: true }, {}, error("invalid nbf value")],
  [{ nbf: NOW + 1, exp: 1 }, {}, early],
  // maxAge.
  [{ iat: NOW }, { maxAge: 1 }, GOOD],
  [{ iat: NOW - 1 }, { maxAge: 1 }, old],
  [{ iat: NOW - 1 }, { maxAge: "2s" }, GOOD],
  [{ iat: NOW - 1 }, { maxAge: "1s" }, old],
  [{ iat: NOW - 1 }, { maxAge: "1000" }, old],
  [{ iat: NOW - 1 }, { maxAge: 1, clockTolerance: 1 }, GOOD],
  [{ iat: NOW + 5 }, { maxAge: -3 }, GOOD],
  [{}, { maxAge: 1 }, error("iat required when maxAge is specified")],
  [{ iat: "1" }, { maxAge: 1 }, error("iat required when maxAge is specified")],
  [{ iat: NOW }, { maxAge: "never" }, AGE],
  [{ iat: NOW }, { maxAge: {} }, AGE],
  [{ iat: NOW }, { maxAge: Number.NaN }, AGE],
  [{ iat: NOW }, { maxAge: Number.POSITIVE_INFINITY }, AGE],
  // jsonwebtoken skips the check for `maxAge: 0`, and takes an `iat` of 0 for now.
  [{ iat: NOW }, { maxAge: 0 }, old],
  [{ iat: 0 }, { maxAge: 60 }, old],
  // Audience.
  [{ aud: "a" }, {}, GOOD],
  [{ aud: "a" }, { audience: "a" }, GOOD],
  [{ aud: "a" }, { audience: "b" }, audience("b")],
  [{ aud: ["b", "a"] }, { audience: ["c", "a"] }, GOOD],
  [{ aud: ["b", "a"] }, { audience: ["c", "d"] }, audience("c or d")],
  [{ aud: "urn:a" }, { audience: /^urn:/ }, GOOD],
  [{ aud: "urn:a" }, { audience: ["x", /^urn:b/] }, audience("x or /^urn:b/")],
  [{}, { audience: "a" }, audience("a")],
  [{ aud: [] }, { audience: "a" }, audience("a")],
  [{ aud: "a" }, { audience: [] }, audience("")],
  // jsonwebtoken matches a pattern with the texts "undefined", "null" and "5".
  [{}, { audience: /./ }, audience("/./")],
  [{ aud: null }, { audience: /./ }, audience("/./")],
  [{ aud: [5, null, {}] }, { audience: /./ }, audience("/./")],
  // Issuer, subject, identifier, nonce.
  [{ iss: "i" }, { issuer: "i" }, GOOD],
  [{ iss: "i" }, { issuer: ["j", "i"] }, GOOD],
  [{ iss: "i" }, { issuer: ["j", "k"] }, issuer("j,k")],
  [{ iss: "i" }, { issuer: [] }, issuer("")],
  [{}, { issuer: "i" }, issuer("i")],
  [{ iss: ["i"] }, { issuer: "i" }, issuer("i")],
  [{ sub: "s" }, { subject: "s" }, GOOD],
  [{ sub: 5 }, { subject: "5" }, error("jwt subject invalid. expected: 5")],
  [{}, { subject: "s" }, error("jwt subject invalid. expected: s")],
  [{ jti: "j" }, { jwtid: "j" }, GOOD],
  [{}, { jwtid: "j" }, error("jwt jwtid invalid. expected: j")],
  [{ nonce: "n" }, { nonce: "n" }, GOOD],
  [{ nonce: "m" }, { nonce: "n" }, error("jwt nonce invalid. expected: n")],
  // A member with the claim's name that is not a claim of this token.
  ['{"__proto__":{"aud":"a","iss":"i"}}', { audience: "a" }, audience("a")],
  ["text", { audience: "a" }, audience("a")],
  ["text", { subject: "s" }, error("jwt subject invalid. expected: s")],
  // Refusals because of the header or the form.
  [{}, { algorithms: ["HS384"] }, error("invalid algorithm")],
  [{}, { algorithms: [] }, error("invalid algorithm")],
  [{}, { algorithms: ["HS256"] }, GOOD],
  [{}, { clockTimestamp: "1" }, error("clockTimestamp must be a number")],
  [{}, { nonce: " " }, error("nonce must be a non-empty string")],
  [{}, { nonce: null }, error("nonce must be a non-empty string")],
  [{}, { allowInvalidAsymmetricKeyTypes: 1 }, error("allowInvalidAsymmetricKeyTypes must be a boolean")],
];

test("each check accepts and refuses as it should", async () => {
  for (const [claims, options, expected] of ROWS) {
    const what = `${JSON.stringify(claims)} ${Object.entries(options)}`;
    assert.equal(await outcome(claims, options), expected, what);
  }
});

test("a pattern that remembers its last match is asked from the beginning each time", () => {
  const token = signed({ aud: "urn:a" });
  for (const pattern of [/urn/g, /urn/y, Object.freeze(/urn/g)]) {
    for (let round = 0; round < 3; round++) verify(token, SECRET, { audience: pattern });
  }
});

test("a claim that somebody put on Object.prototype is not the token's", async () => {
  Object.prototype.iss = "i";
  try {
    assert.equal(await outcome({}, { issuer: "i" }), issuer("i"));
    assert.equal(await outcome({}, {}), GOOD);
  } finally {
    delete Object.prototype.iss;
  }
});

test("timespans, as the package ms has them", () => {
  const after = (expiresIn) => {
    const { iat, exp } = verify(sign({ iat: NOW * 2 }, SECRET, { expiresIn }), SECRET);
    return exp - iat;
  };
  const SPANS = [
    ["1h", 3600],
    ["2 days", 172_800],
    ["1.5 hrs", 5400],
    [".5m", 30],
    ["10", 0],
    ["1000", 1],
    ["1500ms", 1],
    ["3 Weeks", 1_814_400],
    ["1y", 31_557_600],
    ["1 yr", 31_557_600],
    ["90 secs", 90],
    ["2 milliseconds", 0],
    [0, 0],
    [60, 60],
  ];
  for (const [text, seconds] of SPANS) assert.equal(after(text), seconds, text);
  assert.equal(sign({ iat: 100 }, SECRET, { notBefore: "-10 s" }).length > 0, true);
  const WRONG = [
    "",
    " ",
    "1 fortnight",
    "1h 5m",
    "h",
    "1.",
    "1..2h",
    "-",
    "NaN",
    "Infinity",
    "1e3",
    "0x10",
    " 1h",
    "1h ",
  ];
  for (const text of [...WRONG, "9".repeat(101), `${"9".repeat(99)}y`, 1.5, Number.NaN, null, true, [], {}]) {
    assert.throws(
      () => sign({}, SECRET, { expiresIn: text }),
      /"expiresIn" should be a number of seconds or/,
      text,
    );
  }
});

// One table of boundaries for each claim: the claims, the options, and the code of the error, if there is one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwks, verifySync } from "jwt-wasm";
import { NOW, refusal, signed, testKey } from "./support.mjs";

const key = testKey();

function table(name, rows) {
  test(name, () => {
    for (const [claims, options, expected] of rows) {
      const all = { now: NOW, requireExpiry: false, ...options };
      const at = `${JSON.stringify(claims)} ${JSON.stringify(options)}`;
      if (expected === undefined) {
        assert.deepEqual(verifySync(signed(claims), key, all).payload, claims, at);
      } else {
        const error = refusal(() => verifySync(signed(claims), key, all));
        assert.equal(`${error.code} ${error.claim}`, expected, at);
      }
    }
  });
}

table("exp is exclusive and required by default", [
  [{ exp: NOW + 1 }, {}],
  [{ exp: NOW }, {}, "expired exp"],
  [{ exp: NOW + 0.001 }, {}],
  [{ exp: NOW - 5 }, { clockTolerance: 5 }, "expired exp"],
  [{ exp: NOW - 4.999 }, { clockTolerance: 5 }],
  [{ exp: NOW - 0.5 }, { clockTolerance: 0.501 }],
  [{}, { requireExpiry: true }, "claim_missing exp"],
  [{}, {}],
  [{ exp: "1" }, {}, "claim_invalid exp"],
]);

table("nbf is inclusive", [
  [{ nbf: NOW }, {}],
  [{ nbf: NOW + 0.001 }, {}, "not_yet_valid nbf"],
  [{ nbf: NOW + 5 }, { clockTolerance: 5 }],
  [{ nbf: NOW + 5.001 }, { clockTolerance: 5 }, "not_yet_valid nbf"],
]);

table("maxAge counts from iat", [
  [{ iat: NOW - 100 }, { maxAge: 100 }],
  [{ iat: NOW - 100.001 }, { maxAge: 100 }, "too_old iat"],
  [{ iat: NOW - 105 }, { maxAge: 100, clockTolerance: 5 }],
  [{ iat: NOW - 105.001 }, { maxAge: 100, clockTolerance: 5 }, "too_old iat"],
  [{ iat: NOW }, { maxAge: 0 }],
  [{ iat: NOW + 1 }, { maxAge: 100 }, "not_yet_valid iat"],
  [{ iat: NOW + 1 }, { maxAge: 100, clockTolerance: 1 }],
  [{ iat: NOW + 1000 }, {}],
  [{}, { maxAge: 100 }, "claim_missing iat"],
]);

table("iss, sub and jti are one exact string", [
  [{ iss: "a" }, { issuer: "a" }],
  [{ iss: "a" }, { issuer: ["b", "a"] }],
  [{ iss: "a/" }, { issuer: "a" }, "claim_mismatch iss"],
  [{ iss: "A" }, { issuer: ["b", "a"] }, "claim_mismatch iss"],
  [{ iss: ["a"] }, { issuer: "a" }, "claim_invalid iss"],
  [{ iss: null }, {}, "claim_invalid iss"],
  [{}, { issuer: "a" }, "claim_missing iss"],
  [{ sub: "a" }, { subject: "a" }],
  [{ sub: "a" }, { subject: "b" }, "claim_mismatch sub"],
  [{ sub: 42 }, {}, "claim_invalid sub"],
  [{}, { subject: "a" }, "claim_missing sub"],
  [{ jti: "a" }, { jwtId: "a" }],
  [{ jti: "a" }, { jwtId: "b" }, "claim_mismatch jti"],
  [{ jti: 1 }, { jwtId: "1" }, "claim_invalid jti"],
  [{}, { jwtId: "a" }, "claim_missing jti"],
]);

table("aud is for somebody", [
  [{ aud: "a" }, { audience: "a" }],
  [{ aud: ["x", "a"] }, { audience: "a" }],
  [{ aud: ["x", "a"] }, { audience: ["b", "a"] }],
  [{ aud: "a" }, {}, "claim_mismatch aud"],
  [{ aud: [] }, {}, "claim_mismatch aud"],
  [{ aud: [] }, { audience: "a" }, "claim_mismatch aud"],
  [{ aud: "a,b" }, { audience: "a" }, "claim_mismatch aud"],
  [{ aud: ["a", 1] }, { audience: "a" }, "claim_invalid aud"],
  [{ aud: { a: 1 } }, { audience: "a" }, "claim_invalid aud"],
  [{}, { audience: "a" }, "claim_missing aud"],
]);

const deep = { a: [1, { b: null }], c: "x" };
table("claims can be demanded, by name and by value", [
  [{ a: null, b: 0 }, { requiredClaims: ["a", "b"] }],
  [{ a: null }, { requiredClaims: ["a", "b"] }, "claim_missing b"],
  [{}, { requiredClaims: ["toString"] }, "claim_missing toString"],
  [{ deep }, { claims: { deep: { c: "x", a: [1, { b: null }] } } }],
  [{ deep }, { claims: { deep: { a: [1, { b: null }] } } }, "claim_mismatch deep"],
  [{ deep }, { claims: { deep: { ...deep, d: 1 } } }, "claim_mismatch deep"],
  [{ list: [1, 2] }, { claims: { list: [2, 1] } }, "claim_mismatch list"],
  [{ token_type: "refresh" }, { claims: { token_type: "access" } }, "claim_mismatch token_type"],
  [{ n: 1 }, { claims: { n: "1" } }, "claim_mismatch n"],
  [{ n: 0 }, { claims: { n: false } }, "claim_mismatch n"],
  [{}, { claims: { n: null } }, "claim_missing n"],
  [{ n: null }, { claims: { n: null } }],
]);

test("typ is a media type", () => {
  for (const [typ, expected, good] of [
    ["at+jwt", "at+jwt", true],
    ["application/AT+JWT", "at+jwt", true],
    ["at+jwt", "application/at+jwt", true],
    ["JWT", "jwt", true],
    ["JWT", "at+jwt", false],
    ["application/application/jwt", "jwt", false],
    ["text/jwt", "jwt", false],
    [undefined, "JWT", false],
  ]) {
    const token = signed({}, { alg: "HS256", ...(typ === undefined ? {} : { typ }) });
    const call = () => verifySync(token, key, { typ: expected, requireExpiry: false });
    if (good) assert.equal(call().header.typ, typ);
    else assert.equal(refusal(call).reason, "typ");
  }
});

test("an error says what was expected and what was found", () => {
  const facts = (claims, options) => {
    const { code, claim, expected, actual } = refusal(() =>
      verifySync(signed(claims), key, { now: NOW, ...options }),
    );
    return { code, claim, expected, actual };
  };
  assert.deepEqual(facts({ exp: NOW - 5 }, { clockTolerance: 2 }), {
    code: "expired",
    claim: "exp",
    expected: NOW - 2,
    actual: NOW - 5,
  });
  assert.deepEqual(facts({ exp: NOW + 1, aud: ["a", "b"] }, { audience: ["c"] }), {
    code: "claim_mismatch",
    claim: "aud",
    expected: "c",
    actual: ["a", "b"],
  });
  assert.deepEqual(facts({ exp: true }, {}), {
    code: "claim_invalid",
    claim: "exp",
    expected: "a number",
    actual: "a boolean",
  });
});

test("a message is complete", () => {
  const none = /^the header's alg is "none", which the key and the options do not allow$/;
  assert.match(refusal(() => verifySync(signed({}, { alg: "none" }), jwks({ keys: [] }))).message, none);
  const other = /^the option algorithms must name an algorithm of the key, which has HS256$/;
  assert.match(refusal(() => verifySync(signed({}), key, { algorithms: ["HS384"] })).message, other);
  const own = /^the header's alg is "none", but the key and the options allow only HS256$/;
  assert.match(refusal(() => verifySync(signed({}, { alg: "none" }), key)).message, own);
  // Beyond 2^53, two neighbouring integers are the same JavaScript number.
  for (const options of [{ claims: { id: 2 ** 60 } }, { maxAge: 1e300 }, { now: 2 ** 53 }]) {
    const error = refusal(() => verifySync(signed({}), key, options));
    assert.equal(error.code, "options_invalid");
    assert.match(error.message, /2\^53/);
  }
});

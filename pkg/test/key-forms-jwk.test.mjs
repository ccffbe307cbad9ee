// JSON Web Keys that are malformed, or that are meant for another use.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as api from "jwt-wasm";
import {
  another,
  base64url,
  bytes,
  kindOf,
  members,
  nodeToken,
  refusedAll,
  SECRET_JWK,
  without,
} from "./key-forms.mjs";
import { NOW, refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const [RSA, EC, ED] = ["RSA", "P-256", "Ed25519"].map((name) => members(name));
const [RSA_SECRET, EC_SECRET] = ["RSA", "P-256"].map((name) => members(name, "privateKey"));
const CLAIMS = { sub: "user-42", exp: NOW + 60 };

const zeroFirst = (text) => base64url([0, ...bytes(text)]);

test("each required member missing, padded, of another type, or not base64url", () => {
  const rows = [];
  for (const [jwk, names, algorithm] of [
    [RSA, ["n", "e"], "RS256"],
    [RSA_SECRET, ["n", "e", "p", "q", "dp", "dq", "qi"], "RS256"],
    [EC, ["x", "y"], "ES256"],
    [EC_SECRET, ["x", "y"], "ES256"],
    [ED, ["x"], "EdDSA"],
    [SECRET_JWK, ["k"], "HS256"],
  ]) {
    for (const name of names) {
      const at = `${jwk.kty} ${name}`;
      const [{ [name]: value }, told] = [jwk, (words) => new RegExp(`: the JWK${words}`)];
      const row = (what, other, message) =>
        rows.push([`${at} ${what}`, "jwk", { ...jwk, [name]: other }, algorithm, message]);
      rows.push([`${at} missing`, "jwk", without(jwk, name), algorithm, told(` lacks ${name}$`)]);
      row("padded", `${value}=`, told(`'s ${name} is padded with =; remove the padding$`));
      row("with +", `+${value.slice(1)}`, told(`'s ${name} is not canonical base64url$`));
      row("with a space", ` ${value}`, told(`'s ${name} is not canonical base64url$`));
      row(
        "empty",
        "",
        name === "k" ? /the secret is empty/ : new RegExp(`\\b${name} (is empty|has 0 bytes)`),
      );
      row("a number", 7, told(`'s ${name} must be a string, but it is a number$`));
      row("null", null, told(`'s ${name} must be a string, but it is null$`));
    }
    for (const name of ["kty", ...(jwk.crv ? ["crv"] : [])]) {
      const told = (words) => new RegExp(`: the JWK${words}`);
      rows.push([
        `${jwk.kty} without ${name}`,
        "jwk",
        without(jwk, name),
        algorithm,
        told(` lacks ${name}$`),
      ]);
      rows.push([
        `${jwk.kty}, unknown ${name}`,
        "jwk",
        { ...jwk, [name]: "X-1" },
        algorithm,
        told(`'s ${name} is "X-1", but must be `),
      ]);
      rows.push([
        `${jwk.kty}, ${name} in small`,
        "jwk",
        { ...jwk, [name]: jwk[name].toLowerCase() },
        algorithm,
        /./,
      ]);
    }
  }
  // `oct` has no capital letter, so this row is not an error.
  const right = rows.findIndex(([name]) => name === "oct, kty in small");
  assert.equal(rows.splice(right, 1).length, 1);
  assert.equal(refusedAll(rows), 7 * 15 + 3 * 9 - 1);
});

test("members of another length or value than the key's", () => {
  const rows = [
    [
      "n with a zero byte first",
      "jwk",
      { ...RSA, n: zeroFirst(RSA.n) },
      "RS256",
      /key's n is 0 or has a leading zero/,
    ],
    [
      "e with a zero byte first",
      "jwk",
      { ...RSA, e: zeroFirst(RSA.e) },
      "RS256",
      /key's e is 0 or has a leading zero/,
    ],
    [
      "p with a zero byte first",
      "jwk",
      { ...RSA_SECRET, p: zeroFirst(RSA_SECRET.p) },
      "RS256",
      /key's p is 0 or has a leading zero/,
    ],
    [
      "x with a zero byte first",
      "jwk",
      { ...EC, x: zeroFirst(EC.x) },
      "ES256",
      /x has 33 bytes, but P-256 needs 32/,
    ],
    [
      "x one byte short",
      "jwk",
      { ...EC, x: base64url(bytes(EC.x).subarray(1)) },
      "ES256",
      /x has 31 bytes, but P-256 needs 32/,
    ],
    [
      "y three bytes long",
      "jwk",
      { ...EC, y: base64url([...bytes(EC.y), 0, 0, 0]) },
      "ES256",
      /y has 35 bytes, but P-256 needs 32/,
    ],
    [
      "d one byte short",
      "jwk",
      { ...EC_SECRET, d: base64url(bytes(EC_SECRET.d).subarray(1)) },
      "ES256",
      /d has 31 bytes, but P-256 needs 32/,
    ],
    [
      "d one byte long",
      "jwk",
      { ...EC_SECRET, d: zeroFirst(EC_SECRET.d) },
      "ES256",
      /d has 33 bytes, but P-256 needs 32/,
    ],
    ["P-256 said to be P-384", "jwk", { ...EC, crv: "P-384" }, "ES384", /x has 32 bytes, but P-384 needs 48/],
    ["Ed25519 x long", "jwk", { ...ED, x: zeroFirst(ED.x) }, "EdDSA", /x has 33 bytes, but Ed25519 needs 32/],
    ["Ed25519 of small order", "jwk", { ...ED, x: base64url(Buffer.alloc(32)) }, "EdDSA", /small order/],
    ["e = 1", "jwk", { ...RSA, e: "AQ" }, "RS256", /exponent is 1, but it must be at least 3/],
    ["e even", "jwk", { ...RSA, e: "BA" }, "RS256", /exponent is 4, but it must be odd$/],
    ["e beyond 2^32", "jwk", { ...RSA, e: "AQAAAAE" }, "RS256", /exponent is above the limit of 2\^32 - 1/],
    ["n of 1024 bits", "jwk", another("rsa", { modulusLength: 1024 }), "RS256", /1024 bits/, "key_too_weak"],
    [
      "n of 16384 bits",
      "jwk",
      { ...RSA, n: base64url(Buffer.alloc(2048, 255)) },
      "RS256",
      /has 16384 bits, but the limit is 8192/,
    ],
    ["d padded", "jwk", { ...EC_SECRET, d: `${EC_SECRET.d}=` }, "ES256", /JWK's d is padded with =/],
    ["d of RSA a number", "jwk", { ...RSA_SECRET, d: 7 }, "RS256", /JWK's d must be a string/],
    ["d of RSA empty", "jwk", { ...RSA_SECRET, d: "" }, "RS256", /key's d is empty/],
    [
      "d of Ed25519 long",
      "jwk",
      { ...members("Ed25519", "privateKey"), d: zeroFirst(ED.x) },
      "EdDSA",
      /d has 33 bytes, but Ed25519 needs 32/,
    ],
    ["three primes", "jwk", { ...RSA_SECRET, oth: [{ r: "AQ", d: "AQ", t: "AQ" }] }, "RS256", /two primes/],
    ["d alone", "jwk", { ...RSA, d: RSA_SECRET.d }, "RS256", /the JWK lacks p$/],
    ["p without d", "jwk", { ...RSA, p: RSA_SECRET.p }, "RS256", /private member p but lacks d/],
    ["qi without d", "jwk", { ...RSA, qi: RSA_SECRET.qi }, "RS256", /private member qi but lacks d/],
    [
      "k of 31 bytes",
      "jwk",
      { ...SECRET_JWK, k: base64url(Buffer.alloc(31, 7)) },
      undefined,
      /31|32/,
      "key_too_weak",
    ],
    ["secp256k1", "jwk", another("ec", { namedCurve: "secp256k1" }), "ES256", /secp256k1.*P-256/],
    ["X25519", "jwk", another("x25519"), "EdDSA", /crv is "X25519", but must be one of Ed25519, Ed448/],
    ["X448", "jwk", another("x448"), "EdDSA", /crv is "X448", but must be one of Ed25519, Ed448/],
  ];
  assert.equal(refusedAll(rows), 28);
});

test("a JWK meant for something else", () => {
  const rows = [
    ["use enc", { ...EC, use: "enc" }, undefined, /use is "enc", but must be sig/],
    ["use a number", { ...EC, use: 1 }, undefined, /JWK's use must be a string, but it is a number/],
    ["kid a number", { ...EC, kid: 1 }, undefined, /JWK's kid must be a string, but it is a number/],
    ["key_ops a string", { ...EC, key_ops: "verify" }, undefined, /key_ops/],
    ["key_ops of numbers", { ...EC, key_ops: [1] }, undefined, /key_ops/],
    ["key_ops twice the same", { ...EC, key_ops: ["verify", "verify"] }, undefined, /key_ops/],
    [
      "alg for encryption",
      { ...EC, alg: "ECDH-ES" },
      undefined,
      /alg is "ECDH-ES", which is not a signature algorithm/,
    ],
    ["alg none", { ...EC, alg: "none" }, undefined, /not a signature algorithm/],
    ["alg in small letters", { ...EC, alg: "es256" }, undefined, /not a signature algorithm/],
    ["alg of another curve", { ...EC, alg: "ES384" }, undefined, /P-256, but ES384 needs a key on P-384/],
    ["alg of another type", { ...EC, alg: "RS256" }, undefined, /P-256, but RS256 needs an RSA key/],
    ["RSA as a secret", { ...RSA, alg: "HS256" }, undefined, /alg is HS256, which does not fit its kty/],
    [
      "a secret as RSA",
      { ...SECRET_JWK, alg: "RS256" },
      undefined,
      /alg is RS256, which does not fit its kty/,
    ],
    [
      "alg other than asked for",
      { ...EC, alg: "ES256" },
      "ES384",
      /alg is ES256, but the caller names ES384/,
    ],
    ["RS256 asked of PS256", { ...RSA, alg: "PS256" }, "RS256", /the caller names RS256/],
    ["RSA without alg", RSA, undefined, /no alg/],
    ["a secret without alg", without(SECRET_JWK, "alg"), undefined, /no alg/],
    ["another algorithm asked for", ED, "ES256", /Ed25519 key, but ES256 needs a key on P-256/],
  ].map(([name, jwk, algorithm, message]) => [name, "jwk", jwk, algorithm, message]);
  assert.equal(refusedAll(rows), 18);

  const token = nodeToken("ES256", kindOf("P-256").privateKey, CLAIMS);
  const use = (jwk, call) => refusal(() => call(api.jwk(jwk)));
  const verify = (key) => api.verifySync(token, key, { now: NOW });
  const sign = (key) => api.signSync(CLAIMS, key);
  for (const [jwk, call, message] of [
    [{ ...EC, key_ops: ["sign"] }, verify, /key_ops do not include verify/],
    [{ ...EC, key_ops: [] }, verify, /key_ops do not include verify/],
    [{ ...EC_SECRET, key_ops: ["verify"] }, sign, /key_ops do not include sign/],
    [EC_SECRET, verify, /private key, but a public one is needed here/],
    [EC, sign, /public key, but a private one is needed here/],
  ]) {
    const error = use(jwk, call);
    assert.equal(error.code, "key_invalid");
    assert.match(error.message, message);
  }
  assert.deepEqual(
    verify(api.jwk({ ...EC, use: "sig", key_ops: ["verify", "x"], x5c: [], ext: true })).payload,
    CLAIMS,
  );
  assert.deepEqual(api.jwk(ED).algorithms, ["EdDSA", "Ed25519"]);
  assert.deepEqual(api.jwk({ ...ED, alg: "Ed25519" }).algorithms, ["Ed25519"]);
  assert.equal(refusal(() => api.jwk(SECRET_JWK).toPublicJwk()).code, "key_invalid");
});

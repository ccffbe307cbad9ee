// Key sets, from which a token's `kid` and `alg` choose one key.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { afterEach, test } from "node:test";
import * as api from "jwt-wasm";
import { another, base64url, bytes, kindOf, members, nodeToken, SECRET_JWK, without } from "./key-forms.mjs";
import { NOW, refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const [RSA, EC] = ["RSA", "P-256"].map((name) => members(name));
const [RSA_SECRET, EC_SECRET] = ["RSA", "P-256"].map((name) => members(name, "privateKey"));
const CLAIMS = { sub: "user-42", exp: NOW + 60 };

const choose = (keys, token, options = {}) =>
  api.verifySync(token, api.jwks({ keys }, { allowSecrets: true }), { now: NOW, ...options });
const token = (name, algorithm, header) => nodeToken(algorithm, kindOf(name).privateKey, CLAIMS, header);

test(`a set's key is chosen by kid and algorithm`, () => {
  const keys = ["RSA", "P-256", "P-384", "P-521", "Ed25519"].map((name) => ({
    ...members(name),
    kid: name,
  }));
  const rows = keys.flatMap(({ kid }) => kindOf(kid).algorithms.map((algorithm) => [kid, algorithm]));
  assert.equal(rows.length, 11);
  for (const [kid, algorithm] of rows) {
    for (const header of [{}, { kid }]) {
      assert.deepEqual(
        choose(keys, token(kid, algorithm, header)).payload,
        CLAIMS,
        `${algorithm} ${header.kid}`,
      );
    }
    const wrong = kid === "RSA" ? "P-256" : "RSA";
    assert.equal(
      refusal(() => choose(keys, token(kid, algorithm, { kid: wrong }))).code,
      "algorithm_not_allowed",
      algorithm,
    );
    assert.equal(
      refusal(() => choose(keys, token(kid, algorithm, { kid: "2" }))).code,
      "key_not_found",
      algorithm,
    );
    const others = keys.filter((key) => key.kid !== kid);
    assert.equal(refusal(() => choose(others, token(kid, algorithm))).code, "key_not_found", algorithm);
  }
  const own = { ...RSA, alg: "PS256", kid: "a" };
  assert.equal(
    refusal(() => choose([own], token("RSA", "RS256", { kid: "a" }))).code,
    "algorithm_not_allowed",
  );
  assert.deepEqual(choose([own], token("RSA", "PS256")).payload, CLAIMS);
});

test(`which key is meant must be clear`, () => {
  const other = another("ec", { namedCurve: "P-256" });
  const [mine, theirs] = [
    { ...EC, kid: "a" },
    { ...other, kid: "b" },
  ];
  assert.equal(refusal(() => choose([EC, other], token("P-256", "ES256"))).code, "key_ambiguous");
  assert.equal(refusal(() => choose([mine, theirs], token("P-256", "ES256"))).code, "key_ambiguous");
  assert.deepEqual(choose([theirs, mine], token("P-256", "ES256", { kid: "a" })).payload, CLAIMS);
  assert.equal(
    refusal(() => choose([mine, theirs], token("P-256", "ES256", { kid: "b" }))).code,
    "signature_invalid",
  );
  for (const [one, two] of [
    [mine, { ...other, kid: "a" }],
    [mine, { ...EC_SECRET, kid: "a" }],
    [
      { ...mine, alg: "ES256" },
      { ...other, kid: "a" },
    ],
    [mine, { ...mine, x: "broken" }],
    [
      { ...RSA, kid: "a" },
      { ...another("rsa", { modulusLength: 2048 }), kid: "a" },
    ],
  ]) {
    const set = api.jwks({ keys: [one, two, { ...members("P-384"), kid: "other" }] });
    assert.equal(set.size, 1);
    const [algorithm, name] = one.kty === "RSA" ? ["RS256", "RSA"] : ["ES256", "P-256"];
    const error = refusal(() => api.verifySync(token(name, algorithm, { kid: "a" }), set, { now: NOW }));
    assert.equal(error.code, "key_ambiguous");
    assert.match(error.message, /two different keys in the set have the kid "a"/);
    // Tokens of the other keys still pass.
    const others = token("P-384", "ES384", { kid: "other" });
    assert.deepEqual(api.verifySync(others, set, { now: NOW }).payload, CLAIMS);
  }
  // RFC 7517 §4.5: keys with one `kid` are alternatives if their types or algorithms differ.
  assert.equal(api.jwks({ keys: [mine, { ...RSA, kid: "a" }] }).size, 2);
  assert.equal(
    api.jwks({
      keys: [
        { ...RSA, kid: "a", alg: "RS256" },
        { ...RSA, kid: "a", alg: "PS256" },
      ],
    }).size,
    2,
  );
  for (const use of [{ use: "enc" }, { key_ops: ["deriveKey"] }, { key_ops: [] }]) {
    assert.equal(api.jwks({ keys: [mine, { ...other, kid: "a", ...use }] }).size, 1);
    assert.deepEqual(choose([EC, { ...other, ...use }], token("P-256", "ES256")).payload, CLAIMS);
  }
});

test(`entries that cannot be used are skipped`, () => {
  const unusable = [
    ...[1, null, "a", [], {}, { kty: "X-1" }],
    { ...EC_SECRET, kid: "private" },
    { ...RSA_SECRET, kid: "private too" },
    { ...EC, use: "enc" },
    { ...EC, key_ops: ["sign"] },
    { ...members("Ed25519"), x: base64url([2, ...Buffer.alloc(31)]) },
    { ...EC, y: EC.x },
    { ...RSA, p: RSA_SECRET.p },
    { ...EC, alg: "ECDH-ES" },
    without(EC, "y"),
    { ...EC, y: "AA" },
    { ...RSA, e: "AQ" },
    another("rsa", { modulusLength: 1024 }),
    { ...another("ec", { namedCurve: "secp256k1" }), crv: "P-256K" },
    another("x25519"),
    without(SECRET_JWK, "alg"),
  ];
  assert.equal(api.jwks({ keys: unusable }).size, 0);
  assert.equal(api.jwks({ keys: [...unusable, EC] }).size, 1);
  assert.deepEqual(choose([...unusable, EC], token("P-256", "ES256")).payload, CLAIMS);
  const named = token("P-256", "ES256", { kid: "private" });
  assert.equal(refusal(() => choose([...unusable, EC], named)).code, "key_not_found");
  for (const set of [
    undefined,
    null,
    1,
    "a",
    [],
    {},
    { keys: {} },
    { keys: null },
    EC,
    { keys: Array(1001).fill(EC) },
  ]) {
    assert.equal(refusal(() => api.jwks(set)).code, "key_invalid");
  }
  assert.equal(api.jwks({ keys: [] }).size, 0);
  assert.equal(refusal(() => choose([], token("P-256", "ES256"))).code, "key_not_found");
});

test(`a secret in a set that may hold one verifies HMAC and nothing else`, () => {
  const mac = (secret, header = {}) => {
    const parts = [{ alg: "HS256", ...header }, CLAIMS].map((part) => base64url(JSON.stringify(part)));
    return `${parts.join(".")}.${createHmac("sha256", secret).update(parts.join(".")).digest("base64url")}`;
  };
  const keys = [{ ...SECRET_JWK, kid: "h" }, { ...RSA, kid: "r" }, EC];
  assert.equal(api.jwks({ keys }, { allowSecrets: true }).size, 3);
  for (const header of [{}, { kid: "h" }]) {
    assert.deepEqual(choose(keys, mac(bytes(SECRET_JWK.k), header)).payload, CLAIMS);
  }
  assert.deepEqual(choose(keys, token("RSA", "RS256", { kid: "r" })).payload, CLAIMS);
  // A token that uses the public key as an HMAC secret (CVE-2015-9235).
  const file = kindOf("RSA").publicKey.export({ type: "spki", format: "pem" });
  assert.equal(refusal(() => choose(keys, mac(file, { kid: "r" }))).code, "algorithm_not_allowed");
  assert.equal(refusal(() => choose(keys.slice(1), mac(file))).code, "key_not_found");
  assert.equal(refusal(() => choose(keys, mac(file))).code, "signature_invalid");
  assert.equal(
    refusal(() => choose(keys, mac(bytes(SECRET_JWK.k)), { algorithms: ["RS256"] })).code,
    "algorithm_not_allowed",
  );
});

test(`of many keys in any order, each is found by its own kid`, () => {
  const kids = [
    undefined,
    "",
    "a",
    "b",
    "aa",
    "ab",
    "A",
    "é",
    "\u{1f600}",
    "a b",
    "\u0000",
    "10",
    "9",
    'a"b',
  ];
  const keys = kids.map((kid, index) => {
    const k = base64url(`${index} is the number of this secret.`.padEnd(64, "-"));
    return { kty: "oct", alg: "HS256", k, ...(kid === undefined ? {} : { kid }) };
  });
  const signedBy = ({ k }, kid) => {
    const header = { alg: "HS256", ...(kid === undefined ? {} : { kid }) };
    const input = [header, CLAIMS].map((part) => base64url(JSON.stringify(part))).join(".");
    return `${input}.${createHmac("sha256", bytes(k)).update(input).digest("base64url")}`;
  };
  for (let turn = 0; turn < kids.length; turn++) {
    const turned = [...keys.slice(turn), ...keys.slice(0, turn)];
    for (const [index, kid] of kids.entries()) {
      if (kid === undefined) continue;
      assert.deepEqual(choose(turned, signedBy(keys[index], kid)).payload, CLAIMS, kid);
      const next = keys[(index + 1) % keys.length];
      assert.equal(refusal(() => choose(turned, signedBy(next, kid))).code, "signature_invalid", kid);
    }
    assert.equal(refusal(() => choose(turned, signedBy(keys[0], "c"))).code, "key_not_found");
    assert.equal(refusal(() => choose(turned, signedBy(keys[0]))).code, "key_ambiguous");
  }
});

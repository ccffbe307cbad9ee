// Every vector that concerns HMAC, through the package: four ways to ask, one answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createVerifier,
  decode,
  explainSync,
  JwtError,
  jwk,
  verify,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import { load, NOW, signed, testKey, vectorKey } from "./support.mjs";

/** `undefined` if the token is good, else the error's code; asked synchronously, as a promise, prepared and explained. */
async function outcome(token, key, options) {
  const codeOf = (error) => {
    if (error instanceof JwtError) return error.code;
    throw error;
  };
  const sync = (call) => {
    try {
      call();
    } catch (error) {
      return codeOf(error);
    }
  };
  const expected = sync(() => verifySync(token, key, options));
  assert.equal(await verify(token, key, options).then(() => undefined, codeOf), expected);
  assert.equal(
    sync(() => createVerifier({ key, ...options }).verifySync(token)),
    expected,
  );
  if (expected === "options_invalid") {
    assert.equal(
      sync(() => explainSync(token, key, options)),
      expected,
    );
    return expected;
  }
  const report = explainSync(token, key, options);
  assert.equal(report.checks.find((check) => check.outcome === "failed")?.error.code, expected);
  assert.equal(report.verdict, expected === undefined ? "verified" : "refused");
  return expected;
}

async function run(file) {
  let ran = 0;
  let later = 0;
  for (const vector of load(file).cases) {
    const at = `${file}: ${vector.id ?? ""} ${vector.name}`;
    if (vector.expect === "decode") {
      const { header, payload } = decode(vector.token);
      assert.deepEqual({ header, payload }, { header: vector.header, payload: vector.claims }, at);
      ran++;
      continue;
    }
    let actual;
    try {
      const key = vectorKey(vector.key);
      if (!key) {
        later++;
        continue;
      }
      if (vector.expect === "signature valid") verifyJwsSync(vector.token, key);
      else actual = await outcome(vector.token, key, { ...vector.options, now: vector.now ?? NOW });
    } catch (error) {
      assert.ok(error instanceof JwtError, `${at}: ${error}`);
      actual = error.code;
    }
    assert.equal(actual !== undefined, vector.expect === "reject", `${at}: ${actual}`);
    if (vector.code) assert.equal(actual, vector.code, at);
    ran++;
  }
  return { ran, later };
}

// The others are for RSA, ECDSA and EdDSA, which this release does not have.
for (const [file, ran, later] of [
  ["rfc-examples.json", 4, 1],
  ["rfc-more.json", 4, 6],
  ["attacks.json", 122, 108],
  ["attacks-more.json", 191, 182],
]) {
  test(`${file}: ${ran} cases, ${later} for later releases`, async () => {
    assert.deepEqual(await run(file), { ran, later });
  });
}

test("wycheproof-jws.json: the signature alone, since its payloads are no JSON", () => {
  // Each with its reason: 373 is "valid" there with a letter outside base64url in it, which RFC 7515 §2 refuses; 367 is
  // "invalid" there for its padding, yet as it stands it is canonical base64url with the right MAC.
  const otherwise = new Map([
    [373, false],
    [367, true],
  ]);
  let ran = 0;
  for (const group of load("wycheproof-jws.json").testGroups) {
    if (group.private?.kty !== "oct") continue;
    const key = jwk(group.private);
    for (const { tcId, comment, jws, result } of group.tests) {
      let accepted = true;
      try {
        verifyJwsSync(typeof jws === "string" ? jws : JSON.stringify(jws), key);
      } catch (error) {
        assert.ok(error instanceof JwtError, `${tcId}: ${error}`);
        accepted = false;
      }
      assert.equal(accepted, otherwise.get(tcId) ?? result === "valid", `tcId ${tcId} ${comment}`);
      ran++;
    }
  }
  assert.equal(ran, 22);
});

test("jsontestsuite.json: as a payload, and inside of one", () => {
  // Ours to decide: what only loses precision is taken, what is beyond a double, no UTF-8 or a lone surrogate is not.
  const taken = [
    "i_number_double_huge_neg_exp.json",
    "i_number_real_underflow.json",
    "i_number_too_big_pos_int.json",
  ];
  // Valid by the grammar, but read differently by different parsers: RFC 7519 §4 wants unique names.
  const refused = ["y_object_duplicated_key.json"];
  const key = testKey();
  const accepts = (payload) => {
    try {
      verifySync(signed(payload), key, { requireExpiry: false });
      return true;
    } catch (error) {
      assert.equal(error.code, "malformed");
      return false;
    }
  };
  const cases = load("jsontestsuite.json");
  for (const { name, base64 } of cases) {
    const text = Buffer.from(base64, "base64");
    const good = (name.startsWith("y_") && !refused.includes(name)) || taken.includes(name);
    assert.equal(accepts(Buffer.concat([Buffer.from('{"value":'), text, Buffer.from("}")])), good, name);
    assert.equal(accepts(text), good && text.toString("latin1").trim().startsWith("{"), `${name}, bare`);
  }
  assert.equal(cases.length, 160);
});

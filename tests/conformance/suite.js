// One suite for every runtime and engine. It imports nothing: a runner gives it the package and the vectors, and fails
// on what it returns. Every token is asked about in several ways, which must agree.
import { jsonTexts } from "./json-texts.js";
import { bytesOf, outcomeOf, read } from "./outcome.js";

/** How many cases each file has; fewer that ran is a failure as well. */
const COUNTS = {
  "rfc-examples.json": 5,
  "rfc-more.json": 10,
  "rfc-more.json thumbprints": 2,
  "rfc7520-jws.json": 8,
  "attacks.json": 230,
  "attacks-more.json": 373,
  "wycheproof-jws.json": 203,
  "wycheproof-jwk.json": 13,
  "jsontestsuite.json": 160,
};

export const FILES = Object.keys(COUNTS).filter((name) => !name.includes(" "));

/**
 * @param api what `jwt-wasm`, or one of its variants, exports
 * @param load gives a vector file's content by its name, or a promise of it
 * @param engine the option
 * @param isSync whether the engine can answer without a promise here
 * @returns a line for each case that ended otherwise than it must
 */
export async function conformance(api, load, { engine, isSync }) {
  const failures = [];
  const ran = {};
  const ask = { api, engine, isSync };
  const expect = (file, name, actual, expected) => {
    ran[file] = (ran[file] ?? 0) + 1;
    if (actual !== expected) failures.push(`${file}: ${name}: expected ${expected}, got ${actual}`);
  };

  for (const file of ["rfc-examples.json", "rfc-more.json", "attacks.json", "attacks-more.json"]) {
    const { cases } = await load(file);
    for (const vector of cases) await tokenCase(ask, vector, expect.bind(null, file));
  }
  for (const { jwk, sha256 } of (await load("rfc-more.json")).thumbprints) {
    expect("rfc-more.json thumbprints", jwk.kty, api.thumbprint(jwk), sha256);
  }
  await rfc7520(ask, await load("rfc7520-jws.json"), expect.bind(null, "rfc7520-jws.json"));
  await wycheproofJws(ask, await load("wycheproof-jws.json"), expect.bind(null, "wycheproof-jws.json"));
  await wycheproofJwk(ask, await load("wycheproof-jwk.json"), expect.bind(null, "wycheproof-jwk.json"));
  await jsonTexts(ask, await load("jsontestsuite.json"), expect.bind(null, "jsontestsuite.json"));

  for (const [file, count] of Object.entries(COUNTS)) {
    if (ran[file] !== count) failures.push(`${file}: ${ran[file] ?? 0} cases ran, there are ${count}`);
  }
  return failures;
}

async function tokenCase(ask, vector, expect) {
  const { api } = ask;
  const name = `${vector.id ?? ""} ${vector.name}`;
  if (vector.expect === "decode") {
    const { header, payload } = api.decode(vector.token);
    const expected = JSON.stringify([vector.header, vector.claims]);
    return expect(name, JSON.stringify([header, payload]), expected);
  }
  const token = read(vector.token);
  const makeKey = () => keyOf(api, vector.key);
  const actual =
    vector.expect === "signature valid"
      ? await outcomeOf.jws(ask, token, makeKey)
      : await outcomeOf.jwt(ask, token, makeKey, { ...vector.options, now: vector.now ?? 1_700_000_000 });
  if (vector.expect !== "reject") return expect(name, actual, "accepted");
  // A case without a code says only that it must be refused.
  expect(name, actual, vector.code ?? (actual === "accepted" ? "any refusal" : actual));
}

function keyOf(api, { kind, ...key }) {
  switch (kind) {
    case "secret": {
      const { allowWeakSecret } = key;
      const options = allowWeakSecret === undefined ? {} : { allowWeakSecret };
      return api.secretKey(key.utf8 ?? bytesOf(key.base64url), key.alg, options);
    }
    case "pem":
      return api.publicKey(key.pem, key.alg);
    case "jwk":
      return api.jwk(key.jwk, ...(key.alg === undefined ? [] : [key.alg]));
    case "jwks":
      return api.jwks(key.jwks);
    default:
      throw new Error(`unknown kind of key ${kind}`);
  }
}

/** RFC 7520 §4: compact ones verify; of detached ones the payload is missing; the JSON serializations are malformed. */
async function rfc7520(ask, examples, expect) {
  for (const { name, input, output } of examples) {
    const whole = output.compact?.includes("..") ? "signature_invalid" : "accepted";
    const expected = [
      ...(output.compact ? [whole] : []),
      output.json && "malformed",
      output.json_flat && "malformed",
    ];
    const outcomes = [];
    for (const token of [output.compact, output.json, output.json_flat]) {
      if (token === undefined) continue;
      // Several signatures come with a list of keys.
      const { d, p, q, dp, dq, qi, ...jwk } = [input.key].flat()[0];
      const alg = jwk.alg ?? [input.alg].flat()[0];
      outcomes.push(await outcomeOf.jws(ask, read(token), () => ask.api.jwk(jwk, alg)));
    }
    expect(name, String(outcomes), String(expected.filter((code) => code !== undefined)));
  }
}

/** The payloads are no JSON, so only the signature is judged. */
async function wycheproofJws(ask, { testGroups }, expect) {
  // Each with its reason: 373 is "valid" there with a letter outside base64url in it, which RFC 7515 §2 refuses; 346 and
  // 350 are PS384 by a key whose `alg` says PS256, which binds it (RFC 7517 §4.4); 367 is "invalid" there for its
  // padding, yet as it stands it is canonical base64url with the right MAC.
  const otherwise = { 346: false, 350: false, 373: false, 367: true };
  for (const group of testGroups) {
    const jwk = group.public ?? group.private;
    for (const { tcId, comment, jws, result } of group.tests) {
      const actual = await outcomeOf.jws(ask, read(jws), () => ask.api.jwk(jwk));
      expect(`tcId ${tcId} ${comment}`, actual === "accepted", otherwise[tcId] ?? result === "valid");
    }
  }
}

async function wycheproofJwk(ask, { testGroups }, expect) {
  for (const group of testGroups) {
    for (const { tcId, comment, jws, result } of group.tests) {
      const actual = await outcomeOf.jws(ask, read(jws), () => ask.api.jwks(group.public ?? group.private));
      expect(`tcId ${tcId} ${comment}`, actual === "accepted", result === "valid");
    }
  }
}

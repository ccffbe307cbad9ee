// One suite for every runtime and engine. It imports nothing: a runner passes the package and the vectors, and fails by the result.
// Every token is verified in several ways, which must agree.
import { behaviour } from "./behaviour/index.js";
import { ENCRYPTED, encrypted } from "./encrypted.js";
import { ed448, es256k, mlDsa } from "./few-hosts.js";
import { hostKeys } from "./host-keys.js";
import { jsonTexts } from "./json-texts.js";
import { bytesOf, outcomeOf, read } from "./outcome.js";

/** The number of cases in each file. Running fewer of them is a failure as well. */
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
  "reports/signature-bounds.json": 59,
  "reports/host-keys.json": 27,
  "reports/set-entries.json": 91,
  ...ENCRYPTED,
  "es256k.json": 21,
  "ed448.json": 26,
  "ml-dsa.json": 86,
};

export const FILES = [
  ...Object.keys(COUNTS).filter((name) => !name.includes(" ")),
  "reports/ml-dsa-keys.json",
  "reports/ml-dsa-files.json",
];

/** Files of tokens, each with its key, options and outcome. */
const TOKENS = [
  "rfc-examples.json",
  "rfc-more.json",
  "attacks.json",
  "attacks-more.json",
  "reports/signature-bounds.json",
  "reports/set-entries.json",
];

/**
 * @param api what `jwt-wasm` exports
 * @param load returns a vector file's content by its name, or a promise of it
 * @param where the `engine` to ask; what `jwt-wasm/jwe` exports; whether the runtime has `node:crypto`;
 *   whether it keeps requests apart, as Workers do
 * @returns the number of passed cases; a line for each failed one; and all outcomes, which must be the same in every runtime. Outcomes
 *   that only some runtimes have, such as those of functions with `Sync`, are checked but not included.
 */
export async function conformance(api, load, { engine, jwe, hasNodeCrypto, isIsolated = false }) {
  const failures = [];
  const outcomes = [];
  const ran = {};
  let passed = 0;
  const compare = (file, name, actual, expected) => {
    ran[file] = (ran[file] ?? 0) + 1;
    if (actual === expected) passed += 1;
    else failures.push(`${file}: ${name}: expected ${expected}, got ${actual}`);
  };
  const expectIn =
    (file) =>
    (name, actual, expected, told = [actual]) => {
      compare(file, name, actual, expected);
      outcomes.push(`${file}: ${name}: ${told.join(" ")}`);
    };

  // Synchronous calls need the engines loaded. Asynchronous calls load them, except in runtimes that load nothing.
  await api.loadEngine("RS256", "ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed448", "ML-DSA-44");
  const isSync = hasNodeCrypto || engine !== "host";
  const ask = { api, jwe, engine, hasNodeCrypto, isIsolated, isSync };
  for (const file of TOKENS) {
    const { cases } = await load(file);
    for (const vector of cases) await tokenCase(ask, vector, expectIn(file));
  }
  for (const { jwk, sha256 } of (await load("rfc-more.json")).thumbprints) {
    expectIn("rfc-more.json thumbprints")(jwk.kty, api.thumbprint(jwk), sha256);
  }
  await rfc7520(ask, await load("rfc7520-jws.json"), expectIn("rfc7520-jws.json"));
  await wycheproofJws(ask, await load("wycheproof-jws.json"), expectIn("wycheproof-jws.json"));
  await wycheproofJwk(ask, await load("wycheproof-jwk.json"), expectIn("wycheproof-jwk.json"));
  await jsonTexts(ask, await load("jsontestsuite.json"), expectIn("jsontestsuite.json"));
  const reports = "reports/host-keys.json";
  await hostKeys(ask, await load(reports), (name, actual, expected) =>
    compare(reports, name, actual, expected),
  );
  const here = (file) => (name, actual, expected) => compare(file, name, actual, expected);
  await es256k(ask, await load("es256k.json"), expectIn("es256k.json"), here("es256k.json"));
  await ed448(ask, await load("ed448.json"), expectIn("ed448.json"), here("ed448.json"));
  const mlDsaVectors = {
    examples: await load("ml-dsa.json"),
    keys: await load("reports/ml-dsa-keys.json"),
    files: await load("reports/ml-dsa-files.json"),
  };
  await mlDsa(ask, mlDsaVectors, expectIn("ml-dsa.json"), here("ml-dsa.json"));

  await encrypted(ask, load, expectIn);

  for (const [file, count] of Object.entries(COUNTS)) {
    if (ran[file] !== count) failures.push(`${file}: ${ran[file] ?? 0} cases ran, there are ${count}`);
  }
  await behaviour(ask, expectIn, compare);
  return { passed, failures, outcomes };
}

/** SHA-256 of all outcomes, in hexadecimal, to compare them at a glance. */
export async function digestOf(outcomes) {
  const bytes = new TextEncoder().encode(outcomes.join("\n"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
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
  const { code, told } =
    vector.expect === "signature valid"
      ? await outcomeOf.jws(ask, token, makeKey)
      : await outcomeOf.jwt(ask, token, makeKey, { ...vector.options, now: vector.now ?? 1_700_000_000 });
  if (vector.expect !== "reject") return expect(name, code, "accepted", told);
  // A case without a code must be refused with any code.
  const isRefusal = api.ERROR_CODES.includes(code);
  expect(name, code, vector.code ?? (isRefusal ? code : "any refusal"), told);
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

/** RFC 7520 §4: compact tokens verify, detached tokens lack the payload, and the JSON serializations are malformed. */
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
      // A case with several signatures has a list of keys.
      const { d, p, q, dp, dq, qi, ...jwk } = [input.key].flat()[0];
      const alg = jwk.alg ?? [input.alg].flat()[0];
      outcomes.push(await outcomeOf.jws(ask, read(token), () => ask.api.jwk(jwk, alg)));
    }
    const codes = outcomes.map(({ code }) => code);
    const told = outcomes.flatMap(({ told }) => told);
    expect(name, String(codes), String(expected.filter((code) => code !== undefined)), told);
  }
}

/** The payloads are not JSON, so only the signature is checked. */
async function wycheproofJws(ask, { testGroups }, expect) {
  // Cases that end differently here. 373 is "valid" there although it has a letter outside base64url, which RFC 7515 §2 refuses. 346 and
  // 350 are PS384 by a key whose `alg` is PS256, which binds the key (RFC 7517 §4.4). 367 is "invalid" there because of its padding, but
  // it is canonical base64url with the right MAC.
  const otherwise = { 346: false, 350: false, 373: false, 367: true };
  for (const group of testGroups) {
    const jwk = group.public ?? group.private;
    for (const { tcId, comment, jws, result } of group.tests) {
      const { code, told } = await outcomeOf.jws(ask, read(jws), () => ask.api.jwk(jwk));
      const isGood = otherwise[tcId] ?? result === "valid";
      expect(`tcId ${tcId} ${comment}`, verdict(ask, code), isGood ? "accepted" : "refused", told);
    }
  }
}

async function wycheproofJwk(ask, { testGroups }, expect) {
  for (const group of testGroups) {
    for (const { tcId, comment, jws, result } of group.tests) {
      const { code, told } = await outcomeOf.jws(ask, read(jws), () =>
        ask.api.jwks(group.public ?? group.private, { allowSecrets: group.public === undefined }),
      );
      const expected = result === "valid" ? "accepted" : "refused";
      const short = verdict(ask, code);
      expect(`tcId ${tcId} ${comment}`, short, expected, told);
    }
  }
}

/** For sources without codes: any refusal will do. Ways that disagree, and errors that are not a `JwtError`, are kept. */
function verdict({ api }, code) {
  return api.ERROR_CODES.includes(code) ? "refused" : code;
}

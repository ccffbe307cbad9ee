// Tokens by jose, PyJWT and joserfc verify here, and ours verify there, with every algorithm and form of key.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { test } from "node:test";
import * as jose from "jose";
import * as api from "jwt-wasm";
import { ALGORITHMS, asJson, casesOf, formsFor } from "./keys.mjs";
import { CLAIMS, HEADER, ourTokens, verifiesHere } from "./ours.mjs";
import { ask } from "./python.mjs";

const FORMS = ["secret", "jwk", "spki", "pkcs1", "sec1", "der", "certificate"];
// A secret has two forms. RSA has five forms and six algorithms, EC five forms and three algorithms, Ed25519 four forms and two names.
const ALL = 3 * 2 + (6 + 3) * 5 + 2 * 4;
const WAYS = 3 * 2;

/** Imports the key with jose, or with Node if jose does not read the form. */
async function joseKey({ alg, form, key }, half) {
  const file = key[half];
  if (form === "jwk") return jose.importJWK(file);
  if (form === "secret") return new TextEncoder().encode(file);
  if (form === "certificate" && half === "public") return jose.importX509(file, alg);
  if (form === "spki" || form === "certificate") {
    return half === "private" ? jose.importPKCS8(file, alg) : jose.importSPKI(file, alg);
  }
  const read = half === "private" ? createPrivateKey : createPublicKey;
  return read(
    form === "der" ? { key: file, format: "der", type: half === "private" ? "pkcs8" : "spki" } : file,
  );
}

test("jose", async () => {
  const cases = casesOf(ALGORITHMS, FORMS);
  assert.equal(cases.length, ALL);
  const counts = { theirs: 0, ours: 0 };
  for (const one of cases) {
    const { alg, name } = one;
    const token = await new jose.SignJWT(CLAIMS)
      .setProtectedHeader({ alg, ...HEADER })
      .sign(await joseKey(one, "private"));
    counts.theirs += await verifiesHere(one, token, "jose");
    for (const ours of await ourTokens(one)) {
      const verified = await jose.jwtVerify(ours, await joseKey(one, "public"), { algorithms: [alg] });
      assert.deepEqual(verified.payload, CLAIMS, name);
      assert.deepEqual(verified.protectedHeader, { alg, ...HEADER }, name);
      counts.ours++;
    }
  }
  assert.deepEqual(counts, { theirs: WAYS * ALL, ours: 2 * ALL });
});

for (const { peer, cases, count } of [
  {
    peer: "pyjwt",
    // PyJWT 2 reads no DER and no certificates, and knows Ed25519 as EdDSA only.
    cases: casesOf(
      ALGORITHMS.filter((alg) => alg !== "Ed25519"),
      ["secret", "jwk", "spki", "pkcs1", "sec1"],
    ),
    count: 3 * 2 + (6 + 3) * 3 + 2,
  },
  { peer: "joserfc", cases: casesOf(ALGORITHMS, FORMS), count: ALL },
]) {
  test(peer, async () => {
    assert.equal(cases.length, count);
    const makes = cases.map(({ alg, key }) => {
      return { peer, task: "make", alg, key: asJson(key.private), claims: CLAIMS, header: HEADER };
    });
    const checks = (await Promise.all(cases.map(ourTokens))).flatMap((tokens, index) => {
      const { alg, key, name } = cases[index];
      return tokens.map((token) => ({ peer, task: "check", alg, key: asJson(key.public), token, name }));
    });
    // It must also refuse a forgery, which shows that it checks the signature.
    const forged = checks.map((job) => ({ ...job, token: job.token.replace(/\.[^.]+\./, ".eyJleHAiOjl9.") }));
    const answers = ask("peers.py", [...makes, ...checks, ...forged]);
    const [theirs, verdicts, refusals] = [makes, checks, forged].map(({ length }) =>
      answers.splice(0, length),
    );
    let taken = 0;
    for (const [index, one] of cases.entries()) {
      assert.equal(theirs[index].error, undefined, `${peer} makes ${one.name}`);
      taken += await verifiesHere(one, theirs[index].value, peer);
    }
    assert.equal(taken, WAYS * count);
    for (const [index, { name }] of checks.entries()) {
      assert.deepEqual(verdicts[index], { value: CLAIMS }, `${peer} checks ${name}`);
      assert.match(refusals[index].error ?? "", /signature/i, `${peer} refuses ${name}`);
    }
    assert.equal(verdicts.length, 2 * count);
  });
}

test("key sets and thumbprints", async () => {
  const algorithms = ["RS256", "PS256", "ES256", "ES384", "ES512", "Ed25519"];
  const secrets = algorithms.map((alg) => formsFor(alg).jwk.private);
  // RS256 and PS256 use one pair of keys here, so they have one name.
  const named = secrets.filter(({ alg }) => alg !== "PS256");
  const [published] = ask("peers.py", [{ peer: "joserfc", task: "publish", keys: named, claims: CLAIMS }]);
  assert.equal(published.error, undefined);
  const { jwks, tokens } = published.value;
  assert.equal(tokens.length, 5);

  const checks = [];
  const set = api.jwks(jwks);
  assert.equal(set.size, 5);
  for (const token of tokens) assert.deepEqual((await api.verify(token, set)).payload, CLAIMS);
  for (const { kid, ...jwk } of jwks.keys) {
    assert.equal(api.thumbprint(jwk), kid);
    assert.equal(await jose.calculateJwkThumbprint(jwk), kid);
  }
  const secret = formsFor("HS256").jwk.private;
  assert.equal(api.thumbprint(secret), await jose.calculateJwkThumbprint(secret));

  const keys = secrets.map((jwk) => ({
    ...api.jwk(jwk).toPublicJwk(),
    kid: `${jwk.alg} ${api.thumbprint(jwk)}`,
  }));
  const theirs = jose.createLocalJWKSet({ keys });
  for (const [index, jwk] of secrets.entries()) {
    const { alg, kid } = keys[index];
    assert.equal(alg, jwk.alg);
    const token = await api.sign(CLAIMS, api.jwk(jwk), { kid });
    assert.deepEqual((await jose.jwtVerify(token, theirs)).payload, CLAIMS);
    checks.push({ peer: "joserfc", task: "check_by_set", alg, jwks: { keys }, token });
    const known = { keys: keys.filter((key) => key.alg !== "Ed25519") };
    if (alg !== "Ed25519") checks.push({ peer: "pyjwt", task: "check_by_set", alg, jwks: known, token });
  }
  const answers = ask("peers.py", checks);
  assert.equal(answers.length, 6 + 5);
  for (const [index, { peer, alg }] of checks.entries()) {
    assert.deepEqual(answers[index], { value: CLAIMS }, `${peer} ${alg}`);
  }
});

// Tokens of a real OpenID provider: jwt-wasm, jose and openid-client accept the same tokens, and read the same claims.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { trustedIssuers, verify } from "jwt-wasm";
import { refusedTokens, signed, signedAtWill } from "./lib/forged.mjs";
import { issuedTokens } from "./lib/issued.mjs";
import { judge, makeJudges } from "./lib/judges.mjs";
import { ALGORITHMS, makeKeys } from "./lib/keys.mjs";
import { apiOf, serviceToken } from "./lib/login.mjs";
import { misused, unfit } from "./lib/profiles.mjs";
import { startProvider } from "./lib/provider.mjs";

// The number of tokens that a provider issues with each algorithm, and of forged ones, so that a change is noticed here.
const ISSUED = 7;
const AT_WILL = 16;
const REFUSED = 68;
const UNFIT = 36;

let [provider, other] = [];
const judges = makeJudges();

before(async () => {
  // Two tenants whose keys have the same names.
  [provider, other] = await Promise.all([1, 2].map(() => startProvider(ALGORITHMS, makeKeys("one"))));
});
after(() => {
  provider?.close();
  other?.close();
});

test("every library accepts the provider's tokens, with the same claims", async () => {
  const cases = await issuedTokens(provider);
  assert.equal(cases.length, ISSUED * ALGORITHMS.length);
  for (const one of cases) await taken(one);
});

test("every library accepts the other tokens that the provider's keys signed", async () => {
  for (const alg of ALGORITHMS) {
    const cases = await signedAtWill(provider, alg);
    assert.equal(cases.length, alg.startsWith("Ed") ? AT_WILL - 3 : AT_WILL);
    for (const one of cases) await taken(one);
  }
});

test("every library refuses forged tokens", async () => {
  for (const alg of ALGORITHMS) {
    const cases = await refusedTokens(provider, other, alg);
    assert.equal(cases.length, REFUSED);
    for (const one of cases) await refused(one, alg);
  }
});

test("every library that checks a profile refuses what it forbids", async () => {
  for (const alg of ALGORITHMS) {
    const cases = [...(await misused(provider, alg)), ...(await unfit(provider, alg))];
    assert.equal(cases.length, UNFIT);
    for (const one of cases) await refused(one, alg);
  }
});

test("of two issuers that are trusted, neither signs for the other", async () => {
  const { issuer } = provider;
  const key = trustedIssuers([issuer, { issuer: other.issuer, audience: "https://elsewhere.example" }]);
  const codes = [];
  for (const alg of ALGORITHMS) {
    const audience = apiOf(alg);
    const token = await serviceToken(provider, alg);
    const { payload } = await verify(token, key, { audience });
    const sign = (by, iss) => signed(by.keys, alg, { ...payload, iss }, { typ: "at+jwt" });
    const own = await verify(await sign(provider, issuer), key, { audience });
    assert.deepEqual(own.payload, payload);
    for (const [by, iss] of [
      [provider, other.issuer],
      [other, issuer],
      [other, other.issuer],
    ]) {
      codes.push(await verify(await sign(by, iss), key, { audience }).catch(({ code }) => code));
    }
  }
  // The last token is the other tenant's own, and its audience is not enough there.
  const expected = ["signature_invalid", "signature_invalid", "claim_mismatch"];
  assert.deepEqual(
    codes,
    ALGORITHMS.flatMap(() => expected),
  );
});

async function refused(one, alg) {
  const name = `${alg}: ${one.name}`;
  const { ours, "ours by address": byAddress, ...peers } = await judge(one, judges);
  assert.equal(ours.code, one.expected, name);
  // With the option `issuer`, another issuer is a `claim_mismatch`.
  const code = one.expected === "issuer_unknown" ? "claim_mismatch" : one.expected;
  assert.equal(byAddress.code, code, name);
  assert.ok(one.only || Object.keys(peers).length > 0, name);
  for (const [peer, { payload }] of Object.entries(peers)) {
    assert.equal(payload, undefined, `${peer} takes ${name}`);
  }
}

async function taken(one) {
  const verdicts = await judge(one, judges);
  // openid-client does not verify logout tokens.
  assert.equal(Object.keys(verdicts).length, one.kind === "logout" ? 3 : 4, one.name);
  const claims = JSON.parse(Buffer.from(one.token.split(".")[1], "base64url").toString());
  for (const [name, { code, payload }] of Object.entries(verdicts)) {
    assert.equal(code, undefined, `${name} refuses ${one.name}`);
    assert.deepEqual({ ...payload }, claims, `${name}: ${one.name}`);
  }
}

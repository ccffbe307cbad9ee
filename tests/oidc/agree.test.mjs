// Tokens of a real OpenID provider: jwt-wasm, jose and openid-client take the same ones, with the same claims.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { refusedTokens, signedAtWill } from "./lib/forged.mjs";
import { issuedTokens } from "./lib/issued.mjs";
import { judge, makeJudges } from "./lib/judges.mjs";
import { ALGORITHMS, makeKeys } from "./lib/keys.mjs";
import { startProvider } from "./lib/provider.mjs";

// What a provider issues in each algorithm, and what it would take to be refused: a change of either is to be seen here.
const ISSUED = 7;
const AT_WILL = 14;
const REFUSED = 70;

let [provider, other] = [];
const judges = makeJudges();

before(async () => {
  // Two tenants of one make: even the names of their keys are the same.
  [provider, other] = await Promise.all([1, 2].map(() => startProvider(ALGORITHMS, makeKeys("one"))));
});
after(() => {
  provider?.close();
  other?.close();
});

test("what the provider issues is taken by all, with the same claims", async () => {
  const cases = await issuedTokens(provider);
  assert.equal(cases.length, ISSUED * ALGORITHMS.length);
  for (const one of cases) await taken(one);
});

test("what its keys sign besides is taken by all", async () => {
  for (const alg of ALGORITHMS) {
    const cases = await signedAtWill(provider, alg);
    assert.equal(cases.length, alg.startsWith("Ed") ? AT_WILL - 3 : AT_WILL);
    for (const one of cases) await taken(one);
  }
});

test("what no client may take is refused by all", async () => {
  for (const alg of ALGORITHMS) {
    const cases = await refusedTokens(provider, other, alg);
    assert.equal(cases.length, REFUSED);
    for (const one of cases) {
      const { ours, ...peers } = await judge(one, judges);
      assert.equal(ours.code, one.expected, one.name);
      assert.ok(Object.keys(peers).length > 0, one.name);
      for (const [name, { payload }] of Object.entries(peers)) {
        assert.equal(payload, undefined, `${name} takes ${one.name}`);
      }
    }
  }
});

async function taken(one) {
  const verdicts = await judge(one, judges);
  // openid-client has no logout tokens.
  assert.equal(Object.keys(verdicts).length, one.kind === "logout" ? 2 : 3, one.name);
  const claims = JSON.parse(Buffer.from(one.token.split(".")[1], "base64url").toString());
  for (const [name, { code, payload }] of Object.entries(verdicts)) {
    assert.equal(code, undefined, `${name} refuses ${one.name}`);
    assert.deepEqual({ ...payload }, claims, `${name}: ${one.name}`);
  }
}

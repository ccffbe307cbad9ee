// A candidate that is wrong is never timed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { server } from "../candidates/server.mjs";
import { caseOf } from "../corpus/cases.mjs";
import { signed } from "../corpus/tokens.mjs";
import { sectionsOf } from "../plan.mjs";
import { checkCandidates, checkSigners } from "./check.mjs";
import { candidatesFor } from "./run.mjs";
import { read } from "./text.mjs";

const caseFor = (operation, algorithm, variant = "") =>
  caseOf({ operation, variant, algorithm, size: "230 B" });

const candidate = (name, run) => ({ name, run, prepare: (input) => input, claimsOf: (result) => result });

const told = (token) => read(token.split(".")[1]);

test("a verifier that accepts a bad token, or refuses a good one, is not timed", async () => {
  const one = caseFor("verify", "ES256");
  const credulous = candidate("credulous", told);
  await assert.rejects(checkCandidates([credulous], one), /credulous: a changed signature was accepted/);
  const grim = candidate("grim", () => {
    throw new Error("no");
  });
  await assert.rejects(checkCandidates([grim], one), /grim: a token to be accepted was refused/);
  assert.equal(Object.keys(one.bad).length, 7);
});

test("a verifier that gives other claims than the token's is not timed", async () => {
  const liar = candidate("liar", (token) => ({ ...told(token), sub: "other" }));
  await assert.rejects(checkCandidates([liar], caseFor("verify", "HS256")), /accepted with other claims/);
});

test("a verifier that remembers a bad token as good is not timed", async () => {
  const one = caseFor("cached", "HS256");
  const bad = new Set(Object.values(one.bad));
  const seen = new Set();
  const forgetful = candidate("forgetful", (token) => {
    if (bad.has(token) && !seen.has(token)) {
      seen.add(token);
      throw new Error("no");
    }
    return told(token);
  });
  await assert.rejects(checkCandidates([forgetful], one), /seen before, was accepted/);
});

test("what only computes signatures is asked about signatures only", async () => {
  const one = caseFor("verify", "HS256");
  const signatures = new Set(
    ["a changed signature", "a changed payload", "another key"].map((name) => one.bad[name]),
  );
  const run = (token) => {
    if (signatures.has(token)) throw new Error("no");
  };
  await checkCandidates([{ ...candidate("limit", run), signatureOnly: true }], one);
});

test("a case of refused tokens wants them refused, and the good ones beside accepted", async () => {
  const one = caseFor("refused", "HS256", "expired");
  const good = new Set(one.good);
  const strict = candidate("strict", (token) => {
    if (!good.has(token)) throw new Error("no");
    return told(token);
  });
  await checkCandidates([strict], one);
  await assert.rejects(
    checkCandidates([candidate("lax", told)], one),
    /lax: a token to be refused was accepted/,
  );
});

test("a signer whose tokens are not good is not timed", async () => {
  const one = caseFor("sign", "EdDSA");
  const { demands } = one;
  const checked = (run) => checkSigners([candidate("signer", run)], one);
  const iat = Math.floor(Date.now() / 1000);
  const times = { iat, exp: iat + demands.lifetime };
  await checked((claims) => signed({ ...claims, ...times }, demands));
  const other = caseFor("sign", "EdDSA").demands;
  await assert.rejects(
    checked((claims) => signed({ ...claims, ...times }, other)),
    /not signed as demanded/,
  );
  await assert.rejects(
    checked((claims) => signed({ ...claims, ...times, sub: "other" }, demands)),
    /other claims/,
  );
  await assert.rejects(
    checked((claims) => signed({ ...claims, iat, exp: iat + 1 }, demands)),
    /another exp/,
  );
  await assert.rejects(
    checked((claims) => signed({ ...claims, iat: iat - 60, exp: iat - 60 + demands.lifetime }, demands)),
    /another iat/,
  );
});

const cases = sectionsOf([], { runtimes: ["node"] });
const standard = cases.filter(({ operation, size }) => operation !== "cold" && size === "230 B");

for (const { id, ...section } of standard) {
  test(`every candidate for ${id} is checked good, and has a name of its own`, async () => {
    const job = { ...section, ...caseOf(section) };
    const candidates = await candidatesFor(job, server);
    await (job.operation === "sign" ? checkSigners : checkCandidates)(candidates, job);
    assert.equal(candidates[0].package, "jwt-wasm");
    assert.equal(new Set(candidates.map(({ name }) => name)).size, candidates.length);
  });
}

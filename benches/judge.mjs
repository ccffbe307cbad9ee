// Before anything is timed: every verifier must tell good tokens from bad ones, every signer must make good ones.
import assert from "node:assert/strict";
import { badSignature, badTokens, LIFETIME } from "./cases.mjs";
import { read } from "./tokens.mjs";

async function verdict(candidate, token) {
  try {
    await candidate.run(candidate.prepare(token));
    return "accepted";
  } catch {
    return "refused";
  }
}

async function demand(candidate, token, wanted, what) {
  const given = await verdict(candidate, token);
  if (given !== wanted) throw new Error(`${candidate.name}: ${what} was ${given}, not ${wanted}`);
}

/** Throws for a candidate whose answer is wrong for any of the tokens to be timed or of the bad ones. */
export async function judge(candidates, cases, demands) {
  const good = cases[0].inputs[0];
  const bad = Object.entries(badTokens(demands, good));
  for (const candidate of candidates) {
    for (const { name, inputs, verdict: wanted } of cases) {
      for (const token of inputs) await demand(candidate, token, wanted, `a token of "${name}"`);
    }
    const told = bad.filter(([name]) => !candidate.signatureOnly || badSignature.includes(name));
    for (const [name, token] of told) await demand(candidate, token, "refused", name);
    // What answers now may be a cache.
    await demand(candidate, good, "accepted", "a token seen before");
    for (const [name, token] of told) await demand(candidate, token, "refused", `${name}, seen before,`);
  }
}

/** Throws for a signer whose token is not signed, or does not say what it was told to. */
export async function judgeSigners(candidates, cases, demands) {
  for (const candidate of candidates.filter(({ signatureOnly }) => !signatureOnly)) {
    for (const claims of cases.flatMap(({ inputs }) => inputs)) {
      const { iat, exp, ...rest } = read(await candidate.run(candidate.prepare(claims)), demands);
      assert.deepEqual(rest, claims, `${candidate.name}: other claims`);
      assert.equal(exp, iat + LIFETIME, `${candidate.name}: another exp`);
      assert.ok(Math.abs(Date.now() / 1000 - iat) < 10, `${candidate.name}: another iat`);
    }
  }
}

// Before anything is timed: every candidate must tell good tokens from bad ones.
import { bad, badSignature } from "./cases.mjs";

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
export async function judge(candidates, cases) {
  for (const candidate of candidates) {
    for (const { name, tokens, verdict: wanted } of cases) {
      for (const token of tokens) await demand(candidate, token, wanted, `a token of "${name}"`);
    }
    for (const [name, token] of Object.entries(bad)) {
      if (candidate.signatureOnly && !badSignature.includes(name)) continue;
      await demand(candidate, token, "refused", name);
    }
  }
}

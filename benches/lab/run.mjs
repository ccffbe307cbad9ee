// Runs one job in this runtime: creates, checks and times the candidates.
import { checkCandidates, checkSigners } from "./check.mjs";
import { measure } from "./measure.mjs";
import { flat } from "./text.mjs";

/**
 * @param job a case of the corpus, with the `operation` and how to measure it; JSON
 * @param packages what takes part here: for each package its makers of candidates
 * @returns each candidate's names and its microseconds per run, one number a round
 */
export async function run(job, packages) {
  const one = { ...job, inputs: flatTexts(job.inputs), good: flatTexts(job.good) };
  const candidates = chosen(await candidatesFor(job, packages), job);
  if (candidates.length === 0) throw new Error(`nobody here can ${job.operation} with ${job.algorithm}`);
  await (["sign", "encrypt"].includes(job.operation) ? checkSigners : checkCandidates)(candidates, one);
  const measured = await measure(candidates, one, job);
  return measured.map(({ candidate: { name, package: from }, times }) => ({ name, package: from, times }));
}

const flatTexts = (inputs = []) => inputs.map((input) => (typeof input === "string" ? flat(input) : input));

/** The first stays, because the others are compared with it. */
function chosen([ours, ...others], { only = "" }) {
  return ours ? [ours, ...others.filter(({ name }) => name.includes(only))] : [];
}

export async function candidatesFor({ operation, variant, demands }, packages) {
  const made = [];
  for (const [name, makers] of Object.entries(packages)) {
    // A candidate that refuses is timed like any verifier, unless it has good tokens as well.
    const maker = makers[operation] ?? (operation === "refused" ? makers.verifySync : undefined);
    const list = (await maker?.(demands)) ?? [];
    made.push(...list.map((candidate) => ({ ...standard, package: name, ...candidate })));
  }
  return variant === "expired" ? made.filter(({ signatureOnly }) => !signatureOnly) : made;
}

const standard = {
  prepare: (input) => input,
  claimsOf: (result) => result.payload ?? result,
};

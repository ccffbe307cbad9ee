// Which comparisons there are, and how one is made.
import { algorithms } from "./algorithms.mjs";
import { candidatesFor } from "./candidates/index.mjs";
import { casesOf } from "./cases.mjs";
import { demandsOf } from "./demands.mjs";
import { judge, judgeSigners } from "./judge.mjs";

const KINDS = ["verify", "cache", "sign"];

/** A look-up is the same for every algorithm, so one is enough unless another is asked for. */
const CACHED = "RS256";

/**
 * `{ algorithm, kind }` for each comparison that the words choose: algorithms, kinds, or both. No word chooses all.
 * @param {string[]} words
 */
export function chosenSections(words) {
  const names = Object.keys(algorithms);
  const unknown = words.find((word) => !names.includes(word) && !KINDS.includes(word));
  if (unknown !== undefined) {
    throw new Error(`there is no ${unknown}; there are ${[...names, ...KINDS].join(", ")}`);
  }
  const chosenNames = names.filter((name) => words.includes(name));
  const chosenKinds = KINDS.filter((kind) => words.includes(kind));
  return (chosenKinds.length > 0 ? chosenKinds : KINDS).flatMap((kind) => {
    const all = kind === "cache" ? [CACHED] : names;
    return (chosenNames.length > 0 ? chosenNames : all).map((algorithm) => ({ algorithm, kind }));
  });
}

/** The cases and the candidates, all of which have been judged. */
export async function prepared({ algorithm, kind }, { only = "", named = "" }) {
  const demands = demandsOf(algorithm);
  const cases = casesOf(kind, demands);
  const [ours, ...others] = await candidatesFor(kind, demands);
  const candidates = [ours, ...others.filter(({ name }) => name.includes(only))];
  await (kind === "sign" ? judgeSigners : judge)(candidates, cases, demands);
  return { candidates, cases: cases.filter(({ name }) => name.includes(named)) };
}

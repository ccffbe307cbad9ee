import { judge, makeJudges } from "./judges.mjs";

/** Runs this runtime's judges on the cases at an address. @returns a code for each, or "taken" */
export async function judgeAll(address) {
  const cases = await (await fetch(address)).json();
  const judges = makeJudges();
  const all = [];
  for (const one of cases) {
    const verdicts = Object.entries(await judge(one, judges));
    all.push(Object.fromEntries(verdicts.map(([name, { code }]) => [name, code ?? "taken"])));
  }
  return all;
}

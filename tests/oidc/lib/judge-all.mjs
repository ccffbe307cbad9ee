import { judge, makeJudges } from "./judges.mjs";

/** What this runtime's judges say of the cases at an address: a code each, or "taken". */
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

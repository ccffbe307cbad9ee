// jwt-wasm beside its peers: `npm run bench -w benches -- --help`.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { allCandidates } from "./candidates/index.mjs";
import { cases, demands } from "./cases.mjs";
import { judge } from "./judge.mjs";
import { measure } from "./measure.mjs";
import { machine, rowsOf, sizesOf, table } from "./report.mjs";

const HELP = `Options:
  --rounds N      rounds to take the median of (default 40)
  --quick         8 rounds: a look, not a result
  --only TEXT     only candidates with this in their name, beside jwt-wasm's first
  --case TEXT     only cases with this in their name
  --json PATH     where to write the numbers (default target/bench/hs256.json)`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string" },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    case: { type: "string" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(HELP);
} else {
  await main();
}

async function main() {
  const rounds = Number(values.rounds ?? (values.quick ? 8 : 40));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds ${values.rounds} is not a number of rounds`);

  const [ours, ...others] = await allCandidates(demands);
  const chosen = [ours, ...others.filter(({ name }) => name.includes(values.only ?? ""))];
  const chosenCases = cases.filter(({ name }) => name.includes(values.case ?? ""));
  await judge(chosen, chosenCases);

  const about = machine();
  console.log(`${demands.algorithm} · iss, aud and exp checked · ${rounds} rounds, candidates in turn`);
  console.log(`${about.cpu}, ${about.cores} cores, ${about.platform} · Node ${about.node} · ${about.date}`);
  console.log(`ratio: how many times as fast "${ours.name}" is\n`);

  const results = [];
  for (const one of chosenCases) {
    const rows = rowsOf(await measure(chosen, one, rounds, progress(one.name)));
    const result = { name: one.name, size: sizesOf(one.tokens), verdict: one.verdict, rows };
    console.log(`${table(result)}\n`);
    results.push(result);
  }

  // From the folder `npm run` was called in, as everybody expects of a path.
  const base = process.env.INIT_CWD ?? process.cwd();
  const standard = fileURLToPath(new URL("../target/bench/hs256.json", import.meta.url));
  const path = values.json ? resolve(base, values.json) : standard;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ machine: about, rounds, results }, null, 2)}\n`);
}

/** A line that counts, for a person only: a log would get one line for each round. */
function progress(name) {
  if (!process.stderr.isTTY) return undefined;
  return (round, rounds) => {
    process.stderr.write(round === rounds ? "\r\u001b[K" : `\r${name}: round ${round} of ${rounds}`);
  };
}

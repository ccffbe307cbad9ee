// jwt-wasm beside its peers: `npm run bench -w benches -- --help`.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measure } from "./measure.mjs";
import { machine, rowsOf, sizesOf, table } from "./report.mjs";
import { chosenSections, prepared } from "./sections.mjs";
import { summary } from "./summary.mjs";

const HELP = `Usage: bench [WORD…] [OPTION…]

Words choose comparisons, for example "RS256", "sign" or "ES256 verify":
  HS256 RS256 PS256 ES256 ES384 ES512 EdDSA
  verify cache sign

Options:
  --rounds N      rounds to take the median of (default 40)
  --quick         8 rounds: a look, not a result
  --only TEXT     only candidates with this in their name, beside jwt-wasm's first
  --case TEXT     only cases with this in their name
  --json PATH     where to write the numbers (default target/bench/results.json)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
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
  const sections = chosenSections(positionals);

  const about = machine();
  console.log(`iss, aud and exp checked · ${rounds} rounds, candidates in turn · each promise awaited`);
  console.log(`${about.cpu}, ${about.cores} cores, ${about.platform} · Node ${about.node} · ${about.date}`);
  console.log("ratio: how many times as fast the first line is\n");

  const results = [];
  for (const section of sections) {
    const { candidates, cases } = await prepared(section, { only: values.only, named: values.case });
    for (const one of cases) results.push(await run(candidates, one, rounds));
  }
  if (results.length === 0) throw new Error(`no case has "${values.case}" in its name`);
  console.log(summary(results));
  await write({ machine: about, rounds, results: results.map(({ measured, ...result }) => result) });
}

async function run(candidates, one, rounds) {
  const measured = await measure(candidates, one, rounds, progress(one.name));
  const { name, verdict, inputs } = one;
  const result = { name, size: sizesOf(inputs), verdict, rows: rowsOf(measured), measured };
  console.log(`${table(result)}\n`);
  return result;
}

async function write(numbers) {
  // From the folder `npm run` was called in, as everybody expects of a path.
  const base = process.env.INIT_CWD ?? process.cwd();
  const standard = fileURLToPath(new URL("../target/bench/results.json", import.meta.url));
  const path = values.json ? resolve(base, values.json) : standard;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(numbers, null, 2)}\n`);
}

/** A line that counts, for a person only: a log would get one line for each round. */
function progress(name) {
  if (!process.stderr.isTTY) return undefined;
  return (round, rounds) => {
    process.stderr.write(round === rounds ? "\r\u001b[K" : `\r${name}: round ${round} of ${rounds}`);
  };
}

// `bench engines`: the modules beside `node:crypto`, or WebCrypto where there is none, in each runtime.
import { write } from "../output.mjs";
import { machine } from "../report/machine.mjs";
import { targetTable } from "../report/targets.mjs";
import { runtimes } from "../runtimes/index.mjs";
import { opened } from "../runtimes/opened.mjs";
import { engineCaseOf } from "./corpus.mjs";
import { engineSections } from "./plan.mjs";
import { engineRow, engineTable, engineTargets } from "./report.mjs";

/** Milliseconds of a batch, and how many of them a round has: another program rarely interrupts so short a one. */
const SHORT = { batch: 1.5, each: 8 };

/** Where the clock is coarse, the warm-up is longer too, which finds how many runs fill a batch. */
const COARSE = { workerd: { batch: 3, each: 8, warmUp: 1500 }, chromium: { batch: 4, each: 4, warmUp: 500 } };

export async function engines({ words, rounds, ...options }) {
  const rows = [];
  for (const { runtime, sections } of engineSections(words, options)) {
    rows.push(...(await measureIn(runtimes[runtime], sections, rounds)));
  }
  const targets = engineTargets(rows);
  console.log(`${engineTable(rows)}\n`);
  console.log(`${targetTable(targets)}\n`);
  write("engines", { machine: machine(), rounds, rows, targets }, undefined, options);
}

async function measureIn(runtime, sections, rounds) {
  const lab = await opened(runtime);
  if (lab === undefined) return [];
  const where = `${runtime.name.replace(/ \d+$/, "")} ${lab.version}`;
  const rows = [];
  try {
    for (const section of sections) {
      const { each, ...how } = COARSE[section.runtime] ?? SHORT;
      const job = {
        ...section,
        ...how,
        isOfEngines: true,
        rounds: rounds * each,
        ...(await engineCaseOf(section)),
      };
      const row = engineRow(section, where, await lab.run(job));
      console.log(line(row));
      rows.push(row);
    }
  } finally {
    await lab.close();
  }
  return rows;
}

function line({ id, where, microseconds, host, hostMicroseconds, ratio }) {
  const own = `${where}: ${id} ${microseconds.toFixed(1)} µs`;
  return host ? `${own}, ${host} ${hostMicroseconds.toFixed(1)} µs, ${ratio.toFixed(2)}×` : `${own}, no host`;
}

// Measures operations, algorithms, sizes and runtimes section by section, and summarises them.
import { chart } from "./charts/peers.mjs";
import { write } from "./output.mjs";
import { sectionsOf } from "./plan.mjs";
import { machine } from "./report/machine.mjs";
import { summary } from "./report/summary.mjs";
import { table } from "./report/table.mjs";
import { targetsOf, targetTable } from "./report/targets.mjs";
import { weights } from "./report/weights.mjs";
import { runtimes } from "./runtimes/index.mjs";
import { opened } from "./runtimes/opened.mjs";
import { measureSection } from "./section.mjs";

export async function matrix({ words, ...options }) {
  const { rounds } = options;
  const sections = sectionsOf(words, options);
  if (sections.length === 0) throw new Error(`no case has "${options.named}" in its name`);
  const about = machine();
  console.log(`${about.cpu}, ${about.cores} cores, ${about.platform} · ${about.date}`);
  console.log(`iss, aud and exp checked · ${rounds} rounds, candidates in turn · each promise awaited`);
  console.log("ratio: how many times as fast the first line is\n");

  const results = [];
  for (const [name, own] of grouped(sections)) {
    results.push(...(await measureIn(runtimes[name], own, options)));
  }
  const targets = targetsOf(results, await weights());
  console.log(`${summary(results)}\n`);
  console.log(`${targetTable(targets)}\n`);
  const numbers = { machine: about, rounds, results: results.map(({ lanes, ...result }) => result), targets };
  write("peers", numbers, chart(numbers), options);
}

function grouped(sections) {
  const groups = new Map();
  for (const section of sections) {
    const { runtime } = section;
    groups.set(runtime, [...(groups.get(runtime) ?? []), section]);
  }
  return groups;
}

async function measureIn(runtime, sections, options) {
  const lab = await opened(runtime);
  if (lab === undefined) return [];
  const results = [];
  try {
    for (const section of sections) {
      const result = await measureSection(section, { ...runtime, ...lab }, options);
      console.log(`${table(result)}\n`);
      results.push(result);
    }
  } finally {
    await lab.close();
  }
  return results;
}

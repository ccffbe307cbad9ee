// Stops a runtime whose answers differ from the others'. The suite runs in each runtime on the packed tarball, and all outcomes must be
// equal. It prints a table and fails on a failed case, on a different digest and, under `CI`, on a missing runtime. Arguments choose
// runtimes by a part of their name.
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { makeApp, ROOT, TARGET } from "./lib/app.js";
import { Missing } from "./lib/missing.js";
import { complaintsOf, table } from "./lib/table.js";
import { bun } from "./runtimes/bun.js";
import { chromium } from "./runtimes/chromium.js";
import { deno } from "./runtimes/deno.js";
import { firefox } from "./runtimes/firefox.js";
import { nodes } from "./runtimes/node.js";
import { webkit } from "./runtimes/webkit.js";
import { workerd } from "./runtimes/workerd.js";

// The slow runtimes start first, so that nothing waits for one at the end.
const RUNTIMES = [...workerd, ...nodes, ...deno, ...bun, ...chromium, ...firefox, ...webkit];
const AT_ONCE = 2;

const words = process.argv.slice(2);
const chosen = RUNTIMES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

const app = makeApp();
const results = await runAll(chosen);
const cells = results.flatMap((result) => result.cells ?? []);
const passed = cells.reduce((sum, cell) => sum + cell.passed, 0);
const failed = cells.reduce((sum, cell) => sum + cell.failures.length, 0);
const [digest, ...others] = new Set(cells.map((cell) => cell.digest));

for (const complaint of complaintsOf(results)) console.error(complaint);
console.log(`\nCases passed/failed, by variant of the package and engine:\n${table(results)}\n`);
console.log(others.length === 0 ? `SHA-256 of all outcomes, everywhere: ${digest}` : "THE DIGESTS DIFFER");
console.log(`written to ${write(results)}`);
console.log(`${passed} passed, ${failed} failed`);

const mayBeMissing = process.env.CI !== "true";
const allRan = results.every((result) => result.cells || (result.isMissing && mayBeMissing));
if (cells.length === 0 || failed > 0 || others.length > 0 || !allRan) process.exitCode = 1;

/** Runs a few at a time: a browser is heavy, and the machine has few cores. */
async function runAll(runtimes) {
  const waiting = runtimes.map((runtime, index) => ({ runtime, index }));
  const results = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results[next.index] = await runOne(next.runtime);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function runOne({ name, run }) {
  const started = performance.now();
  try {
    const done = await run(app);
    return { name, ...done, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    return { name, reason: String(error?.message ?? error), isMissing: error instanceof Missing };
  }
}

/** Leaves out the thousands of outcomes. Their digest is enough to compare them. */
function write(results) {
  const runtimes = results.map(({ cells, ...result }) => ({
    ...result,
    ...(cells && { cells: cells.map(({ outcomes, ...cell }) => cell) }),
  }));
  const summary = { digest: others.length === 0 ? digest : null, passed, failed, runtimes };
  const file = join(TARGET, "conformance.json");
  writeFileSync(file, `${JSON.stringify(summary, undefined, 2)}\n`);
  return relative(ROOT, file);
}

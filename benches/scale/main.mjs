// `cargo xtask scale`: what a large network asks of a key provider and of the stores, and what an isolate holds.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureMemory } from "./memory/measure.mjs";
import { simulateAll } from "./results.mjs";
import { tablesOf } from "./tables.mjs";

const RESULTS = new URL("results.json", import.meta.url);

const { values } = parseArgs({
  options: { record: { type: "boolean" }, "only-memory": { type: "boolean" } },
});
const known = values["only-memory"] ? JSON.parse(readFileSync(RESULTS, "utf8")) : undefined;
const simulated = known ?? (await simulateAll((part) => console.error(`simulating ${part}…`)));
console.error("measuring an isolate of workerd…");
const results = { small: simulated.small, whole: simulated.whole, memory: await measureMemory() };

for (const [name, lines] of Object.entries(tablesOf(results)))
  console.log([`\n${name}`, ...lines].join("\n"));
if (values.record) {
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  console.error("recorded in benches/scale/results.json; write the same numbers into docs/scale.md");
}

/** What Lighthouse says of an address, in all four categories. `cargo xtask` brings Lighthouse and names its folder. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./visit.js";

const LEAST = 95;

const { LIGHTHOUSE } = process.env;
if (!LIGHTHOUSE) throw new Error("LIGHTHOUSE is not set: run `cargo xtask page --lighthouse`");
const brought = (path) => import(pathToFileURL(join(LIGHTHOUSE, "core", path)).href);
const { default: lighthouse } = await brought("index.js");
const { default: desktop } = await brought("config/desktop-config.js");

/**
 * Prints the median of some first visits, and what costs points. A category below 95 makes this process fail, by its worst visit;
 * `performance`, which a busy machine lowers, by its median if `isStrict`, else not at all. The visits are a phone's, or with
 * `isDesktop` a computer's.
 */
export async function judge(address, { count, isStrict, isDesktop = false, skipAudits = [] }) {
  const visits = [];
  for (let visit = 0; visit < count; visit++) visits.push(await firstVisit(address, isDesktop, skipAudits));
  const middle = count >> 1;
  for (const { id, title } of Object.values(visits[0].categories)) {
    visits.sort((a, b) => points(a, id) - points(b, id));
    const [least, median, most] = [visits[0], visits[middle], visits[count - 1]].map((one) =>
      points(one, id),
    );
    console.log(`${title}: ${median}${least < most ? ` (${least} to ${most})` : ""}`);
    const isPerformance = id === "performance";
    const { audits, categories } = visits[isPerformance ? middle : 0];
    for (const { id: audit, weight } of categories[id].auditRefs) {
      const { score, title: what, displayValue } = audits[audit];
      if (weight > 0 && score !== null && score < 1) console.log(`  ${what}: ${displayValue ?? score}`);
    }
    if (isPerformance ? isStrict && median < LEAST : least < LEAST) process.exitCode = 1;
  }
  const machine = visits.map(({ environment }) => environment.benchmarkIndex).sort((a, b) => a - b);
  console.log(`first visits: ${count}, on a machine of Lighthouse's benchmark index ${machine.join(", ")}`);
}

/** In a browser that has opened nothing yet. */
async function firstVisit(address, isDesktop, skipAudits) {
  const port = 20_000 + (process.pid % 20_000);
  const browser = await launch([`--remote-debugging-port=${port}`]);
  try {
    const flags = { port, logLevel: "error", skipAudits };
    const { lhr } = await lighthouse(address, flags, isDesktop ? desktop : undefined);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    await browser.close();
  }
}

function points({ categories }, id) {
  return Math.round(categories[id].score * 100);
}

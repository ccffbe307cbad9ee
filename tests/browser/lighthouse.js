/**
 * What Lighthouse says of the built page, in all four categories: `cargo xtask page --lighthouse`, which brings
 * Lighthouse and names its folder. It fails below 95, except for the performance, which a busy machine lowers: of that
 * the median of some first visits is told, and how fast the machine was.
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { serve } from "./lib/site.js";
import { launch } from "./lib/visit.js";

const LEAST = 95;
const VISITS = 5;

const { LIGHTHOUSE } = process.env;
if (!LIGHTHOUSE) throw new Error("LIGHTHOUSE is not set: run `cargo xtask page --lighthouse`");
const { default: lighthouse } = await import(pathToFileURL(join(LIGHTHOUSE, "core/index.js")).href);

/** Lighthouse fetches it on the page's behalf, which the page's own policy forbids as it forbids every connection. */
const FORBIDDEN = "robots-txt";

// Static hosts compress.
const site = await serve("/", { compress: brotliCompressSync });
const visits = [];
try {
  for (let visit = 0; visit < VISITS; visit++) visits.push(await firstVisit());
} finally {
  await site.close();
}

for (const { id, title } of Object.values(visits[0].categories)) {
  visits.sort((a, b) => points(a, id) - points(b, id));
  const [least, median, most] = [visits[0], visits[VISITS >> 1], visits[VISITS - 1]].map((visit) =>
    points(visit, id),
  );
  console.log(`${title}: ${median}${least < most ? ` (${least} to ${most})` : ""}`);
  const { audits, categories } = visits[id === "performance" ? VISITS >> 1 : 0];
  for (const { id: audit, weight } of categories[id].auditRefs) {
    const { score, title: what, displayValue } = audits[audit];
    if (weight > 0 && score !== null && score < 1) console.log(`  ${what}: ${displayValue ?? score}`);
  }
  if (id !== "performance" && least < LEAST) process.exitCode = 1;
}
const machine = visits.map(({ environment }) => environment.benchmarkIndex).sort((a, b) => a - b);
console.log(`first visits: ${VISITS}, on a machine of Lighthouse's benchmark index ${machine.join(", ")}`);
console.log(`not asked: ${FORBIDDEN}, which the page's own policy keeps Lighthouse from fetching`);

/** In a browser that has opened nothing yet. */
async function firstVisit() {
  const port = 20_000 + (process.pid % 20_000);
  const browser = await launch([`--remote-debugging-port=${port}`]);
  try {
    const { lhr } = await lighthouse(site.address, { port, logLevel: "error", skipAudits: [FORBIDDEN] });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    await browser.close();
  }
}

function points({ categories }, id) {
  return Math.round(categories[id].score * 100);
}

/**
 * What Lighthouse says of the built page, in all four categories: `cargo xtask page --lighthouse`, which brings
 * Lighthouse and names its folder. It fails below 95, except for the performance, which a busy machine lowers.
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { serve } from "./lib/site.js";
import { launch } from "./lib/visit.js";

const LEAST = 95;

const { LIGHTHOUSE } = process.env;
if (!LIGHTHOUSE) throw new Error("LIGHTHOUSE is not set: run `cargo xtask page --lighthouse`");
const { default: lighthouse } = await import(pathToFileURL(join(LIGHTHOUSE, "core/index.js")).href);

/** Lighthouse fetches it on the page's behalf, which the page's own policy forbids as it forbids every connection. */
const FORBIDDEN = "robots-txt";

// Static hosts compress.
const site = await serve("/", { compress: brotliCompressSync });
const port = 20_000 + (process.pid % 20_000);
const browser = await launch([`--remote-debugging-port=${port}`]);
try {
  const { lhr } = await lighthouse(site.address, {
    port,
    logLevel: "error",
    skipAudits: [FORBIDDEN],
  });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  for (const { id, title, score, auditRefs } of Object.values(lhr.categories)) {
    const points = Math.round(score * 100);
    console.log(`${title}: ${points}`);
    for (const { id: audit, weight } of auditRefs) {
      const { score: partly, title: what, displayValue } = lhr.audits[audit];
      if (weight > 0 && partly !== null && partly < 1) console.log(`  ${what}: ${displayValue ?? partly}`);
    }
    if (id !== "performance" && points < LEAST) process.exitCode = 1;
  }
  console.log(`not asked: ${FORBIDDEN}, which the page's own policy keeps Lighthouse from fetching`);
} finally {
  await browser.close();
  await site.close();
}

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A folder for a screenshot of each state. Without it, none are taken. */
const { SCREENSHOTS } = process.env;
if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });

/** The page must have been opened with `bypassCSP`. Every other test keeps the page's own policy. */
export const bringAxe = (page) => page.evaluate(AXE);

/** Checks the page in its present state. @returns for each violation the rule, the element and the remedy */
export function violations(page) {
  // The result is summarised in the page, because the full report takes longer to transfer than to make.
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run({ resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target} ${node.html} ${node.failureSummary}`),
    );
  });
}

export async function picture(page, name, options) {
  if (SCREENSHOTS) await page.screenshot({ ...options, path: join(SCREENSHOTS, `${name}.png`) });
}

import { programOf, visit } from "../lib/browser.js";
import { versionOf } from "../lib/child.js";

/** Shows one page without a window, with a new profile. */
export const headless = (address, profile) => [
  "--headless",
  // Chromium's sandbox does not work for root, as in containers.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  `--user-data-dir=${profile}`,
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  address,
];

export const chromium = [
  {
    name: "Chromium",
    async run(app) {
      const program = programOf("CHROMIUM");
      const version = await versionOf(program);
      const cells = await visit(app, "chromium", (address, profile) => ({
        program,
        args: headless(address, profile),
      }));
      return { version, cells };
    },
  },
];

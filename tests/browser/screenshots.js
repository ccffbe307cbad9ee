/**
 * Takes pictures of the page's main states: `npm run screenshots -w tests/browser`, after a build. Those that the documents show go to
 * docs/screenshots. With `SCREENSHOTS=FOLDER`, each state is taken there on four screens in both themes, to be looked at.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspector } from "./lib/inspector.js";
import { STATES } from "./lib/states.js";
import { launch, visit } from "./lib/visit.js";

const DOCS = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const { SCREENSHOTS } = process.env;
for (const folder of [DOCS, SCREENSHOTS]) if (folder) mkdirSync(folder, { recursive: true });

const SCREENS = {
  laptop: { viewport: { width: 1366, height: 768 } },
  tablet: { viewport: { width: 768, height: 1024 } },
  wide: { viewport: { width: 1920, height: 1080 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

const THEMES = ["light", "dark"];

/** What the documents show. */
const SHOWN = [
  "unchecked-laptop-light",
  "verified-laptop-light",
  "verified-laptop-dark",
  "mismatch-phone-dark",
  "verified-phone-light",
  "edit-laptop-light",
  "decrypted-laptop-light",
];

const browser = await launch();
try {
  for (const [state, [headline, act]] of Object.entries(STATES)) {
    for (const [screen, options] of Object.entries(SCREENS)) {
      for (const colorScheme of THEMES) {
        const name = `${state}-${screen}-${colorScheme}`;
        const folders = [SHOWN.includes(name) && DOCS, SCREENSHOTS].filter(Boolean);
        if (folders.length === 0) continue;
        await visit(
          browser,
          async ({ page }) => {
            const ui = inspector(page);
            // What comes after the first view is part of the picture.
            await page.waitForLoadState("networkidle");
            await act(ui);
            if (headline !== undefined) await ui.concludes(headline);
            await page.waitForLoadState("networkidle");
            await page.mouse.move(0, 0);
            await page.evaluate(() => document.activeElement.blur());
            for (const folder of folders) await page.screenshot({ path: join(folder, `${name}.png`) });
          },
          { ...options, colorScheme, reducedMotion: "reduce" },
        );
      }
    }
  }
} finally {
  await browser.close();
}

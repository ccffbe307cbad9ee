/** Pictures of the page's main states, for docs/screenshots: `npm run screenshots -w tests/browser`, after a build. */

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspector } from "./lib/inspector.js";
import { inAnHour, SECRET, signed, tampered } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const LAPTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

const mismatch = async (ui) => {
  await ui.token.fill(tampered(signed({ exp: inAnHour(), name: "Ada Lovelace" }), 2));
  await ui.secret.fill(SECRET);
};

const SHOTS = [
  { name: "example-laptop-light", size: LAPTOP, headline: "Not checked: no key", act: async () => {} },
  {
    name: "verified-laptop-light",
    size: LAPTOP,
    headline: "Signature verified",
    act: (ui) => ui.sign("ES256"),
  },
  {
    name: "verified-laptop-dark",
    size: LAPTOP,
    headline: "Signature verified",
    act: (ui) => ui.sign("ES256"),
  },
  { name: "mismatch-phone-dark", size: PHONE, headline: "Signature does not match", act: mismatch },
  {
    name: "verified-phone-light",
    size: PHONE,
    headline: "Signature verified",
    act: (ui) => ui.sign("RS256"),
  },
  {
    name: "make-laptop-light",
    size: LAPTOP,
    headline: "Signature verified",
    region: "Make or change a token",
    act: async (ui) => {
      await ui.sign("HS256");
      await ui.press("Edit this token");
    },
  },
];

const browser = await launch();
try {
  for (const { name, size, headline, region, act } of SHOTS) {
    const colorScheme = name.endsWith("dark") ? "dark" : "light";
    await visit(
      browser,
      async ({ page }) => {
        const ui = inspector(page);
        await act(ui);
        await ui.concludes(headline);
        await page.evaluate(() => scrollTo(0, 0));
        const target = region ? page.getByRole("region", { name: region }) : page;
        await target.screenshot({ path: `${FOLDER}${name}.png` });
      },
      { colorScheme, viewport: size, reducedMotion: "reduce" },
    );
  }
} finally {
  await browser.close();
}

// Tokens in the shape of well-known issuers: what the page shows for each right after the paste.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const { providers } = JSON.parse(
  readFileSync(new URL("../vectors/reports/providers.json", import.meta.url), "utf8"),
);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Half a minute more than an hour, so that the chip stays the same while the test runs. */
const LIFETIME = 3630;

const part = (value) => Buffer.from(value).toString("base64url");

/** With the header as it is written: only the signature is the tests' own. */
function tokenOf({ header, claims }) {
  // The page counts whole seconds, so its clock can be one behind.
  const iat = Math.floor(Date.now() / 1000) - 5;
  const text = JSON.stringify(claims)
    .replaceAll('"{now}"', iat)
    .replaceAll('"{exp}"', iat + LIFETIME);
  if (claims === null)
    return [
      part(JSON.stringify(header)),
      "",
      part(randomBytes(16)),
      part(randomBytes(300)),
      part(randomBytes(32)),
    ].join(".");
  if (header.alg === "HS256") return signed(text, { header });
  return signedWith(header.alg, JSON.parse(text), { header }).token;
}

for (const provider of providers) {
  test(provider.name, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      await paste(page, ui.token, tokenOf(provider));
      await ui.concludes(provider.shows.headline);
      // What stands beside the verdict comes after it.
      if (provider.shows.kind.length > 0) await ui.kind.waitFor();
      else await ui.warnings.waitFor();
      const texts = (selector) =>
        page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent));
      const kind = (await ui.kind.count()) > 0 ? await ui.kind.locator("h3").allTextContents() : [];
      const shows = {
        headline: await page.locator(".verdict h2").textContent(),
        kind,
        chips: await texts(".chips .chip"),
        notes: await texts(".note"),
      };
      assert.deepEqual(shows, provider.shows);
    }),
  );
}

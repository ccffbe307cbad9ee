import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe, picture, violations } from "../browser/lib/axe.js";
import { launch } from "../browser/lib/visit.js";
import { search } from "./lib/search.js";
import { visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** One of each kind, by its address, and what is done there. */
const KINDS = {
  home: ["/docs/"],
  // With code and tables.
  guide: ["/docs/providers"],
  search: ["/docs/gate", (page) => search(page, "jwks_unavailable")],
  missing: ["/docs/no-such-page"],
  api: ["/docs/api/"],
  "api-function": ["/docs/api/functions/jwt-wasm.verify.html"],
  "api-options": ["/docs/api/interfaces/jwt-wasm.VerifyOptions.html"],
  crate: ["/docs/crate/jwt_wasm/"],
};

for (const [kind, [address, act]] of Object.entries(KINDS)) {
  test(`axe finds nothing on ${kind}, in light and dark, wide and on a phone, and nothing scrolls sideways`, async () => {
    for (const width of [1280, 390]) {
      await visit(
        browser,
        address,
        async ({ page }) => {
          await act?.(page);
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            // rustdoc looks once, when it is loaded.
            if (kind === "crate") await page.reload();
            await bringAxe(page);
            await picture(page, `${kind}-${colorScheme}-${width}`);
            assert.deepEqual(await violations(page), [], `${kind}, ${colorScheme}, ${width} px`);
          }
          const needed = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(needed <= width, `${kind} is ${needed} px wide`);
        },
        // Only so that axe can be put into the page; the other tests are under the pages' own policies.
        { viewport: { width, height: 844 }, bypassCSP: true, missing: kind === "missing" },
      );
    }
  });
}

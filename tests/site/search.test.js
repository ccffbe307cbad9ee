// Stops a search that does not find what people look for: codes, options and plain words.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch } from "../browser/lib/visit.js";
import { missing, withWholeNames } from "./lib/config.js";
import { SITE } from "./lib/files.js";
import { textAt } from "./lib/html.js";
import { results, search } from "./lib/search.js";
import { visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What is typed, and a page that must be among the first five results. */
const SEARCHES = {
  token_expired: "/migrate/express-jwt",
  not_yet_valid: "/errors",
  key_not_found: "/errors",
  remoteJwks: "/remote-keys",
  trustedIssuers: "/issuers",
  DPoP: "/dpop",
  "next.js": "/frameworks/next",
  "refresh token": "/issuing-tokens",
  "clock skew": "/verify-options",
  ES256K: "/engines",
  expresjwt: "/migrate/express-jwt",
};

/** Names whose parts are everywhere, and names of one word: the first result must be a place that has the whole name. */
const NAMES = [
  "key_not_found",
  "jwks_unavailable",
  "claim_missing",
  "options_invalid",
  "remoteJwks",
  "clockTolerance",
];

/** Types the words, and gives the best results. */
async function found(page, words) {
  await page.locator("#localsearch-input").fill(words);
  // The list is as it was until the letters have rested for a moment.
  await page.waitForTimeout(400);
  return (await results(page)).slice(0, 5);
}

test("names and plain words are found, without a request", () =>
  visit(browser, "/docs/gate", async ({ page, requests }) => {
    await search(page, "key");
    const before = requests.length;
    for (const name of NAMES) {
      const [best] = await found(page, name);
      const html = await readFile(`${SITE}${best.path.replace("/docs/", "")}.html`, "utf8");
      assert.ok(
        textAt(html, best.anchor).toLowerCase().includes(name.toLowerCase()),
        `${name}: ${best.path}#${best.anchor}`,
      );
    }
    for (const [words, wanted] of Object.entries(SEARCHES)) {
      if (missing.has(wanted)) continue;
      const paths = (await found(page, words)).map(({ path }) => path);
      assert.ok(paths.includes(`/docs${wanted}`), `${words}: ${paths.join(" ")}`);
    }
    assert.deepEqual(requests.slice(before), []);
  }));

test("names are indexed whole as well, and neither headings nor attributes change", () => {
  const heading = '<h2 id="a_b">The `a_b` <a href="#a_b">#</a></h2>';
  assert.equal(
    withWholeNames(`${heading}<p class="c_d">It is <code>key_not_found</code>.</p>`),
    `${heading}<p class="c_d">It is <code>key_not_found keynotfound</code>.</p>`,
  );
});

test("the first result opens its page at its place, by the keyboard alone", () =>
  visit(browser, "/docs/", async ({ page }) => {
    await page.keyboard.press("Control+k");
    await page.locator("#localsearch-input").fill("what dpop costs");
    await page.locator(".VPLocalSearchBox a.result").first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/docs\/dpop#/);
    await page.getByRole("heading", { name: "Proof of possession (DPoP)" }).waitFor();
  }));

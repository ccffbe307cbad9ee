/** A person's visit to the page, in real headless Chromium, and what the page did meanwhile. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { DIST, serve } from "./site.js";

export async function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      // Chromium's sandbox does not work for root, as in containers.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      ...more,
    ],
  });
}

/** The part of the page that appears last. */
export const LAST_PART = ".footer";

/** A busy browser fetches the icon last, and some parts of the page come on demand. All are files that were built, and nothing else. */
function isOwnFile(url, { address }) {
  const path = url.slice(address.length);
  return /^(?:icon\.svg|assets\/[\w.-]+\.(?:js|css))$/.test(path) && existsSync(join(DIST, path));
}

/**
 * Runs `act` on a freshly loaded page, and then asserts what must hold for every visit: no error, no violation of the page's policy, and
 * no request except for the page's own files. `init` runs in the page before everything else. The page starts without a
 * token, or with `token` in its field. `act` begins when all parts have appeared; with `isWhole: false`, when the page has loaded.
 */
export async function visit(
  browser,
  act,
  { path = "/", init = () => {}, isWhole = true, hasWorker = false, token, ...options } = {},
) {
  const site = await serve(path);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Zurich",
    ...options,
  });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("__violated", (directive) => complaints.push(`policy: ${directive}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => window.__violated(event.violatedDirective));
  });
  // The service worker fetches the files once more. Only offline.test.js leaves it, by `hasWorker`.
  if (!hasWorker) await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  await page.addInitScript(init);
  try {
    await page.goto(site.address, { waitUntil: "load" });
    if (isWhole) await page.locator(LAST_PART).waitFor();
    if (token !== undefined) await page.locator("#token").fill(token);
    // Later, nothing may be asked for but parts of the page that only some people need, which is asserted below.
    const loaded = requests.length;
    await act({ page, context, site, requests });
    const foreign = requests.filter((url) => !url.startsWith(site.address));
    const late = requests.slice(loaded).filter((url) => !isOwnFile(url, site));
    if (foreign.length > 0) complaints.push(`requests elsewhere: ${foreign.join(" ")}`);
    if (late.length > 0) complaints.push(`requests after loading: ${late.join(" ")}`);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  } finally {
    await context.close();
    await site.close();
  }
}

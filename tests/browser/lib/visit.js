/** A person's visit to the page, in real headless Chromium, and what the page did meanwhile. */

import { chromium } from "playwright-core";
import { serve } from "./site.js";

export async function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      // Containers run as root, where Chromium's sandbox cannot.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      ...more,
    ],
  });
}

/** Of the page's parts the one that appears after all others. */
export const LAST_PART = "main > .make";

/**
 * Runs `act` on a freshly loaded page and then asserts what holds for every visit: no error, no violation of the
 * page's own policy, no request but for its own files on loading. `init` runs in the page before all else, and `act`
 * begins when all has appeared, part after part; with `isWhole: false`, as soon as the page has loaded.
 */
export async function visit(browser, act, { path = "/", init = () => {}, isWhole = true, ...options } = {}) {
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
  // The worker fetches the page's files once more; offline.test.js is about it.
  await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  await page.addInitScript(init);
  try {
    await page.goto(site.address, { waitUntil: "load" });
    if (isWhole) await page.locator(LAST_PART).waitFor();
    // Nothing is loaded later than that, which is asserted below.
    const loaded = requests.length;
    await act({ page, context, site, requests });
    const foreign = requests.filter((url) => !url.startsWith(site.address));
    // A busy browser fetches the icon after all else; it is a file of the page's all the same.
    const expected = isWhole ? /\/icon\.svg$/ : /\/icon\.svg$|\/assets\/inspection-[\w-]+\.js$/;
    const late = requests.slice(loaded).filter((url) => !expected.test(url));
    if (foreign.length > 0) complaints.push(`requests elsewhere: ${foreign.join(" ")}`);
    if (late.length > 0) complaints.push(`requests after loading: ${late.join(" ")}`);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  } finally {
    await context.close();
    await site.close();
  }
}

/** A person's visit to the page, in real Chromium without a window, and what the page did meanwhile. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { DIST, serve } from "./site.js";
import { takeTab } from "./tabs.js";

export async function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_SHELL ?? process.env.CHROMIUM ?? "/usr/bin/chromium",
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
 * Runs `act` on a freshly loaded page, at a port of its own, and then asserts what must hold for every visit: no error, no violation of
 * the page's policy, and no request except for the page's own files. `init` runs in the page before everything else. The page starts
 * without a token, or with `token` in its field. `act` begins when all parts have appeared; with `isWhole: false`, when the page has loaded.
 */
export async function visit(
  browser,
  act,
  { path = "/", init, isWhole = true, hasWorker = false, token, ...options } = {},
) {
  const settings = { viewport: { width: 1280, height: 900 }, locale: "en-GB", timezoneId: "Europe/Zurich" };
  const tab = await takeTab(browser, { ...settings, ...options }, { hasWorker, init });
  const { page, context, requests, complaints } = tab;
  let site = await serve(path);
  // The system can give a port again.
  while (tab.hasBeenAt(site.address)) {
    await site.close();
    site = await serve(path);
  }
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
    await tab.leave();
  } catch (error) {
    await tab.close();
    throw error;
  } finally {
    await site.close();
  }
}

/** A person's visit to the built site, beside the inspector, in real headless Chromium, and what it did meanwhile. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { host } from "../../../xtask/scripts/static-host.mjs";

const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export const SITE = at("docs/.vitepress/dist/");
export const INSPECTOR = at("www/dist/");

/** The inspector at `/` and the site at `/docs/`, as hosts have them. */
export async function serve(options) {
  for (const folder of [SITE, INSPECTOR]) {
    if (!existsSync(`${folder}index.html`))
      throw new Error(`${folder} is not built: run \`cargo xtask docs\``);
  }
  return host({ "/docs/": SITE, "/": INSPECTOR }, options);
}

/**
 * Runs `act` on the page of an address, such as `/docs/gate`, and then asserts what holds for every visit: no error, no violation
 * of a policy, no request to elsewhere. The service worker is only there for those that ask for it.
 */
export async function visit(browser, path, act, { withWorker = false, missing = false, ...options } = {}) {
  const site = await serve();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const complaints = [];
  const requests = [];
  context.on("request", (request) => requests.push(request.url()));
  if (!withWorker) await context.addInitScript(() => delete Navigator.prototype.serviceWorker);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // That an address is not there is said by the browser itself.
    if (missing && /status of 404/.test(message.text())) return;
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  try {
    await page.goto(site.origin + path, { waitUntil: "networkidle" });
    await act({ page, context, site, requests });
    const foreign = requests.filter((url) => !url.startsWith(`${site.origin}/`) && !url.startsWith("data:"));
    complaints.push(...foreign.map((url) => `request to elsewhere: ${url}`));
    if (complaints.length > 0) throw new Error(`${path}: ${[...new Set(complaints)].join("\n")}`);
  } finally {
    await context.close();
    await site.close();
  }
}

/** Tabs that visits share, one after the other. A new tab is a new process, and costs three times as much as the page in it. */

import { once } from "node:events";
import { createServer } from "node:http";

/** By these a visit changes what the next page finds, so no other visit gets the tab. */
const LASTING = {
  page: ["addInitScript", "addLocatorHandler", "exposeFunction", "on", "route"],
  context: [
    "addCookies",
    "addInitScript",
    "exposeFunction",
    "newCDPSession",
    "newPage",
    "route",
    "setOffline",
  ],
};

/** Where tabs wait, on the host that serves the page: a tab that leaves its host, as for `about:blank`, gets a new process. */
const waitingRoom = createServer((_request, response) => {
  response.writeHead(200, { Connection: "close", "Content-Type": "text/html" });
  // Without an icon, the browser would ask for one.
  response.end('<!doctype html><link rel="icon" href="data:,">');
}).unref();
await once(waitingRoom.listen(0, "127.0.0.1"), "listening");

/** Of each browser, the tabs that wait for a visit, by their options. */
const waiting = new WeakMap();

/**
 * A tab without a page. An earlier visit left nothing in it: what a page stores belongs to its origin, and no tab is twice at the same.
 * `init` runs in each page before everything else. Tabs with it, or with a service worker, are not shared.
 */
export async function takeTab(browser, options, { hasWorker, init }) {
  if (!waiting.has(browser)) waiting.set(browser, new Map());
  const tabs = waiting.get(browser);
  const { viewport, ...others } = options;
  const {
    colorScheme = "light",
    forcedColors = "none",
    reducedMotion = "no-preference",
    ...lasting
  } = others;
  const key = JSON.stringify(lasting);
  const isShared = !hasWorker && init === undefined;
  const tab = (isShared && tabs.get(key)?.pop()) || (await newTab(browser, lasting, { hasWorker, init }));
  const { page, context } = tab;
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion, forcedColors });
  tab.requests = [];
  tab.complaints = [];
  return {
    page,
    context,
    requests: tab.requests,
    complaints: tab.complaints,
    hasBeenAt(address) {
      const { origin } = new URL(address);
      return tab.origins.size === tab.origins.add(origin).size;
    },
    async leave() {
      if (!isShared || tab.isChanged) return context.close();
      await page.goto(`http://127.0.0.1:${waitingRoom.address().port}/`);
      // Outside, or the next page would have something below the pointer.
      await page.mouse.move(-1, -1);
      await context.clearPermissions();
      tabs.set(key, [...(tabs.get(key) ?? []), tab]);
    },
    close: () => context.close(),
  };
}

async function newTab(browser, options, { hasWorker, init }) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const tab = { context, page, origins: new Set(), isChanged: false };
  context.on("request", (request) => tab.requests.push(request.url()));
  page.on("pageerror", (error) => tab.complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) tab.complaints.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("__violated", (directive) => tab.complaints.push(`policy: ${directive}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => window.__violated(event.violatedDirective));
  });
  // The service worker fetches the files once more.
  if (!hasWorker) await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  if (init) await page.addInitScript(init);
  noteChanges(tab);
  return tab;
}

/** Sets `isChanged` by calls whose effect lasts, and by another page that opens. */
function noteChanges(tab) {
  const changed = () => {
    tab.isChanged = true;
  };
  tab.context.on("page", changed);
  for (const [owner, names] of Object.entries(LASTING)) {
    for (const name of names) {
      const original = tab[owner][name];
      tab[owner][name] = function (...args) {
        changed();
        return original.apply(this, args);
      };
    }
  }
  const { clock } = tab.page;
  const get = () => {
    changed();
    return clock;
  };
  Object.defineProperty(tab.page, "clock", { get });
}

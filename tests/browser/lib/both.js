/** The same visit in Debian's Chromium and in Debian's Firefox, driven by WebDriver BiDi. */

import puppeteer from "puppeteer-core";
import { border } from "./border.js";
import { serve } from "./site.js";
import { LAST_PART } from "./visit.js";

export const BROWSERS = [
  {
    name: "Chromium",
    /** Requests that the browser makes to its vendor, whatever page is open. */
    own: /(?:^|\.)(?:google|googleapis|gstatic|gvt1)\.com(?::\d+)?$/,
    launch: (proxy) =>
      puppeteer.launch({
        browser: "chrome",
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: [
          // Chromium's sandbox does not work for root, as in containers.
          ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
          "--disable-background-networking",
          "--disable-component-update",
          "--no-first-run",
          "--lang=en-GB",
          `--proxy-server=127.0.0.1:${proxy}`,
          // By default, requests to loopback would bypass the proxy.
          "--proxy-bypass-list=<-loopback>",
        ],
      }),
  },
  {
    name: "Firefox",
    own: /(?:^|\.)(?:mozilla\.(?:com|net|org)|firefox\.com|mozaws\.net)(?::\d+)?$/,
    launch: (proxy) =>
      puppeteer.launch({
        browser: "firefox",
        executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
        extraPrefsFirefox: {
          "browser.shell.checkDefaultBrowser": false,
          "datareporting.policy.dataSubmissionEnabled": false,
          "intl.accept_languages": "en-GB",
          "network.proxy.allow_hijacking_localhost": true,
          "network.proxy.http": "127.0.0.1",
          "network.proxy.http_port": proxy,
          "network.proxy.ssl": "127.0.0.1",
          "network.proxy.ssl_port": proxy,
          "network.proxy.type": 1,
          "toolkit.telemetry.enabled": false,
        },
      }),
  },
];

/** Starts the browser behind a border. */
export async function start({ launch, own }) {
  const way = await border();
  const browser = await launch(way.port);
  return {
    /** Runs `act` on a freshly loaded page that can reach the page's own host and nothing else. */
    visit: (act, options) => visitIn({ browser, way, own }, act, options),
    async close() {
      await browser.close();
      await way.close();
    },
  };
}

async function visitIn({ browser, way, own }, act, { path = "/" } = {}) {
  const site = await serve(path);
  way.openTo(site);
  // A separate context, so that no visit sees what another one has stored.
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(site.address, { waitUntil: "load" });
    await page.waitForSelector(LAST_PART);
    await act({ page, site, way });
    const elsewhere = way.refused.filter((address) => !own.test(hostOf(address)));
    if (elsewhere.length > 0) complaints.push(`requests elsewhere: ${elsewhere.join(" ")}`);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  } finally {
    await context.close();
    await site.close();
  }
}

function hostOf(address) {
  return URL.canParse(address) && address.includes("//") ? new URL(address).host : address;
}

/** A person's actions on the page, by the visible texts. */
export function person(page) {
  const find = (role, name) => page.waitForSelector(`::-p-aria([role="${role}"][name="${name}"])`);
  /** Firefox gives a password field no role, so fields are found by their labels. */
  const field = async (name) => {
    const found = await page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll("label")]
          .filter((label) => label.textContent === wanted)
          .map((label) => label.control)
          .find((control) => control?.checkVisibility()),
      {},
      name,
    );
    return found.asElement();
  };
  const self = {
    press: async (name, role = "button") => (await find(role, name)).click(),
    /** Replaces the content of a field in one step, as pasting does. */
    async write(name, text) {
      await (await field(name)).focus();
      await self.shortcut("a");
      await page.evaluate((content) => document.execCommand("insertText", false, content), text);
    },
    /** The same, key by key. */
    async type(name, text) {
      await self.write(name, " ");
      await page.keyboard.press("Backspace");
      await page.keyboard.type(text);
    },
    /** Pastes without a field in focus. */
    paste: (text) =>
      page.evaluate((pasted) => {
        document.activeElement.blur();
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", pasted);
        // Firefox takes the last two.
        const content = { clipboardData, data: pasted, dataType: "text/plain" };
        const options = { ...content, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new ClipboardEvent("paste", options));
      }, text),
    async shortcut(key) {
      await page.keyboard.down("Control");
      await page.keyboard.press(key);
      await page.keyboard.up("Control");
    },
    choose: async (name, value) => (await find("combobox", name)).select(value),
    /** Waits until the verdict's headline is this one. */
    concludes: (headline) =>
      page.waitForFunction(
        (wanted) => document.querySelector(".verdict h2")?.textContent === wanted,
        {},
        headline,
      ),
    /** Waits until the editor's signed token has this payload. */
    signs: (payload) =>
      page.waitForFunction(
        (wanted) => document.querySelector("#signed-token:not(.is-stale)")?.value.split(".")[1] === wanted,
        {},
        Buffer.from(payload).toString("base64url"),
      ),
    value: async (name) => (await field(name)).evaluate((one) => one.value),
    verdict: () => page.$eval(".verdict", (verdict) => verdict.innerText),
    drop: async (name, file, content) =>
      (await field(name)).evaluate(
        (target, called, text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], called));
          const options = { dataTransfer, bubbles: true, cancelable: true };
          for (const type of ["dragenter", "dragover", "drop"])
            target.dispatchEvent(new DragEvent(type, options));
        },
        file,
        content,
      ),
  };
  return self;
}

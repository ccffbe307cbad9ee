/**
 * Prints how long the first paste into a freshly opened page takes until its verdict is painted, and its claims: `node
 * tests/browser/speed.js`. A busy machine makes it slower, so nothing is asserted.
 */

import { serve } from "./lib/site.js";
import { ACCESS_TOKEN, inAnHour, signed } from "./lib/tokens.js";
import { LAST_PART, launch } from "./lib/visit.js";

const VISITS = Number(process.argv[2] ?? 7);

const roles = Array.from({ length: 180 }, (_, at) => `urn:example:role:department-${at}:reader`);
const TOKENS = { common: ACCESS_TOKEN, "8 KB": signed({ exp: inAnHour(), roles }) };

const site = await serve();
const browser = await launch();
try {
  for (const [name, token] of Object.entries(TOKENS)) {
    for (const rate of [1, 6]) {
      const times = [];
      for (let visit = 0; visit < VISITS; visit++) times.push(await firstPaste(token, rate));
      const [verdict, claims] = ["verdict", "claims"].map((what) => inWords(times.map((time) => time[what])));
      console.log(
        `${name}, ${token.length} characters, slowed ${rate}×: verdict ${verdict}, claims ${claims}`,
      );
    }
  }
} finally {
  await browser.close();
  await site.close();
}

async function firstPaste(token, rate) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const page = await context.newPage();
    await page.goto(site.address);
    await page.locator(LAST_PART).waitFor();
    await page.waitForTimeout(1000);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    return await page.evaluate(timeOfPaste, token);
  } finally {
    await context.close();
  }
}

function inWords(times) {
  times.sort((a, b) => a - b);
  const [least, median, most] = [times[0], times[VISITS >> 1], times.at(-1)].map(Math.round);
  return `${median} ms (${least} to ${most})`;
}

/** Runs in the page. */
function timeOfPaste(token) {
  const headline = () => document.querySelector(".verdict h2").textContent;
  const before = headline();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", token);
  const field = document.getElementById("token");
  const since = performance.now();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  const painted = (isThere) =>
    new Promise((resolve) => {
      const look = () => {
        if (!isThere()) requestAnimationFrame(look);
        else setTimeout(() => resolve(performance.now() - since));
      };
      requestAnimationFrame(look);
    });
  return Promise.all([
    painted(() => headline() !== before),
    painted(() => document.querySelector(".shown [role=row], .shown tr") !== null),
  ]).then(([verdict, claims]) => ({ verdict, claims }));
}

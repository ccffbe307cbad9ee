// Pages in real Chromium.
import { chromium } from "playwright-core";

let browser;

export async function close() {
  await (await browser)?.close();
}

/** The title that the page gives itself in the end, and all that the browser complains of. */
export async function visit(address) {
  browser ??= launch();
  const page = await (await browser).newPage();
  try {
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    // Vite's client greets at the level of debugging.
    page.on("console", (message) => message.type() !== "debug" && complaints.push(message.text()));
    await page.goto(address);
    await page
      .waitForFunction(() => document.title !== "", undefined, { timeout: 20_000 })
      .catch((error) => {
        throw new Error([error.message, ...complaints].join("\n"));
      });
    return { title: await page.title(), complaints };
  } finally {
    await page.close();
  }
}

async function launch() {
  const { CHROMIUM: executablePath } = process.env;
  if (!executablePath) throw new Error("CHROMIUM does not hold the path of a browser");
  // Containers run as root, where Chromium's sandbox cannot.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

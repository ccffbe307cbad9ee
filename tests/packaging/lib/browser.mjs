// Pages in real Chromium.
import { chromium } from "playwright-core";

let browser;

export async function close() {
  await (await browser)?.close();
}

/** The page's final title, and all messages of the browser. */
export async function visit(address) {
  browser ??= launch();
  const page = await (await browser).newPage();
  try {
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    // Vite's client logs a greeting at the level `debug`.
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
  const { CHROMIUM_SHELL: executablePath } = process.env;
  if (!executablePath) throw new Error("CHROMIUM_SHELL does not hold the path of a browser");
  // Chromium's sandbox does not work for root, as in containers.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

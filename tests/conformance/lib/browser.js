import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { TARGET } from "./app.js";
import { start } from "./child.js";
import { Missing } from "./missing.js";
import { serve } from "./site.js";

/**
 * Opens the page in a new browser and waits for the page's report, so no automation protocol is needed.
 * @param command returns the program, its arguments and its environment, for an address and an empty folder for the profile
 */
export async function visit(app, name, command) {
  const site = await serve(app);
  const profile = join(TARGET, "profiles", name);
  mkdirSync(profile, { recursive: true });
  const { program, args, env = {} } = command(site.address, profile);
  const browser = start(program, args, { env: { ...process.env, ...env } });
  const early = browser.ended.then(({ code }) => {
    throw new Error(`it ended with ${code} before the page reported: ${browser.complaints()}`);
  });
  try {
    const { cells, error } = await Promise.race([site.report, early]);
    if (error) throw new Error(error);
    return cells;
  } finally {
    browser.stop();
    await browser.ended;
    early.catch(() => {});
    site.close();
  }
}

/** The program that the environment names. Throws the reason if it is missing. */
export function programOf(variable) {
  const { [variable]: program, [`${variable}_MISSING`]: reason } = process.env;
  if (!program) throw new Missing(reason ?? `${variable} does not hold its path`);
  return program;
}

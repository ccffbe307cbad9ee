// The Worker as wrangler would deploy it.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const example = fileURLToPath(new URL("..", import.meta.url));
const wrangler = createRequire(import.meta.url).resolve("wrangler/bin/wrangler.js");

// No questions, no look for updates, nothing reported, and no log in anybody's home.
const quiet = {
  CI: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
};

/** Puts it into a folder. */
export async function bundleEdge(outdir, signal) {
  const args = [wrangler, "deploy", "--dry-run", "--outdir", outdir];
  const env = { ...process.env, ...quiet, WRANGLER_LOG_PATH: join(outdir, "log") };
  await promisify(execFile)(process.execPath, args, { cwd: example, env, timeout: 120_000, signal });
  return outdir;
}

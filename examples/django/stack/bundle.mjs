// The Worker as wrangler would deploy it.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const example = fileURLToPath(new URL("..", import.meta.url));
const wrangler = createRequire(import.meta.url).resolve("wrangler/bin/wrangler.js");

// wrangler must not ask, look for updates, send metrics, or write logs into the home folder.
const quiet = {
  CI: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
};

/** Bundles the Worker into a folder. */
export async function bundleEdge(outdir, signal) {
  const args = [wrangler, "deploy", "--dry-run", "--outdir", outdir];
  const env = { ...process.env, ...quiet, WRANGLER_LOG_PATH: join(outdir, "log") };
  await promisify(execFile)(process.execPath, args, { cwd: example, env, timeout: 120_000, signal });
  return outdir;
}

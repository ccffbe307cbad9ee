// One process for all the jobs, since starting Python and Django takes a second.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PYTHON = process.env.INTEROP_PYTHON;
if (!PYTHON) {
  throw new Error(
    "INTEROP_PYTHON names no Python with the peers in it: run `cargo xtask test --only interop`",
  );
}

/** The script's answers, in the order of the jobs. */
export function ask(script, jobs) {
  const { stdout, stderr, status, error } = spawnSync(
    PYTHON,
    [fileURLToPath(new URL(script, import.meta.url))],
    {
      input: JSON.stringify(jobs),
      encoding: "utf8",
      timeout: 60_000,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (error || status !== 0) throw error ?? new Error(stderr);
  return JSON.parse(stdout);
}

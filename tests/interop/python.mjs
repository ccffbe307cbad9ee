// One process does all jobs, because starting Python and Django takes a second.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** One environment has the current peers, the other has SimpleJWT before 5.5.1. */
export const [PYTHON, PYTHON_BEFORE] = ["INTEROP_PYTHON", "INTEROP_PYTHON_BEFORE"].map((name) => {
  const { [name]: python } = process.env;
  if (python) return python;
  throw new Error(`${name} names no Python with the peers in it: run \`cargo xtask test --only interop\``);
});

/** The script's answers, in the order of the jobs. */
export function ask(script, jobs, python = PYTHON) {
  const { stdout, stderr, status, error } = spawnSync(
    python,
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

import { spawn } from "node:child_process";

const LIMIT = 120_000;

/** Returns what a program prints. If it fails, the error has what it wrote to stderr. */
export async function output(command, args, options = {}) {
  const child = start(command, args, options);
  const { code, stdout } = await child.ended;
  if (code !== 0) throw new Error(`it ended with ${code}: ${child.complaints()}`);
  return stdout;
}

/** The first number that a program prints about itself. */
export async function versionOf(command, args = ["--version"]) {
  const [version] = /\d+\.[\d.]+\w*/.exec(await output(command, args)) ?? ["of unknown version"];
  return version;
}

/**
 * Starts a program in its own process group, because a browser has many processes, and stops all of them after a time.
 * @param options those of `spawn`, and `limit`: the time in milliseconds
 */
export function start(command, args, { limit = LIMIT, ...options } = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, ...options });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  const stop = () => {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended.
    }
  };
  const timer = setTimeout(stop, limit);
  process.once("exit", stop);
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: signal ?? code, stdout }));
  }).finally(() => {
    clearTimeout(timer);
    process.off("exit", stop);
  });
  return { ended, stop, complaints: () => stderr.trim().split("\n").slice(-8).join("\n") };
}

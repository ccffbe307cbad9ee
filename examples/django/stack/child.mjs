// A program of the stack. It is started, watched, and stopped with its own children.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE = 60_000;

const alive = new Set();
// However this process ends, except by SIGKILL, it stops its children.
process.on("exit", () => {
  for (const pid of alive) signal(pid, "SIGKILL");
});

/** Starts a program that writes to `<name>.log` in the folder. */
export function startChild(name, command, args, { dir, env = {}, cwd }) {
  const log = join(dir, `${name}.log`);
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // In its own process group, so that Ctrl-C reaches only the stack, which stops its programs in order.
    detached: true,
  });
  const { pid } = child;
  if (pid !== undefined) alive.add(pid);
  const file = createWriteStream(log);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(`${name} cannot be started: ${error.message}`));
    child.on("close", (code, signal) => file.end(() => resolve(`${name} ended (${signal ?? code})`)));
  });
  return {
    name,
    pid,
    /** Resolves when the program has ended, with how it ended. */
    ended,
    log: () => readFile(log, "utf8").catch(() => ""),
    /** Sends SIGTERM, and after a while SIGKILL. */
    async stop() {
      if (pid === undefined) return;
      signal(pid, "SIGTERM");
      const patience = setTimeout(() => signal(pid, "SIGKILL"), 5000);
      await ended;
      clearTimeout(patience);
      signal(pid, "SIGKILL");
      alive.delete(pid);
    },
  };
}

/** Sends a signal to the program and to its group. */
function signal(pid, name) {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Waits until the program answers 200 or ends. */
export async function answers(address, child) {
  const end = mourned(child);
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; ) {
    if ((await statusOf(address)) === 200) return;
    const failure = await Promise.race([end, pause(50)]);
    if (failure !== undefined) throw new Error(failure);
  }
  throw new Error(`${child.name} does not answer:\n${await child.log()}`);
}

/** Resolves when the program ends, with the reason and the end of its log. */
export async function mourned(child) {
  const end = await child.ended;
  return `${end}\n${(await child.log()).split("\n").slice(-20).join("\n")}`;
}

function statusOf(address) {
  return new Promise((resolve) => {
    const request = get({ ...address, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.on("error", () => resolve(undefined));
  });
}

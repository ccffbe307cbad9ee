/** The running processes, read from /proc. */

import { readdir, readFile, readlink } from "node:fs/promises";

/** The processes that name this folder in their command or environment, or have a file of it open. */
export async function openIn(dir) {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    if (Number(pid) === process.pid) continue;
    const texts = await Promise.all(["cmdline", "environ"].map((name) => text(`/proc/${pid}/${name}`)));
    if ([...texts, ...(await filesOf(pid))].some((one) => one.includes(dir))) {
      found.push({ pid: Number(pid), name: nameIn(texts[0]) });
    }
  }
  return found;
}

/** A Python program is recognised by its module's name. */
function nameIn(command) {
  return ["gunicorn", "workerd", "nginx", "node"].find((name) => command.includes(name)) ?? command;
}

async function filesOf(pid) {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => "")));
}

function text(file) {
  return readFile(file, "utf8").catch(() => "");
}

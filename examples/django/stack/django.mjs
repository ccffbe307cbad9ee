// Django under gunicorn, on a Unix socket.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startChild } from "./child.mjs";

const server = fileURLToPath(new URL("../server/", import.meta.url));

/** Makes the tables and the user, and starts the server. */
export async function startDjango({ dir, python, socket, user, settings, signal }) {
  const env = {
    ...settings,
    DJANGO_SECRET_KEY: randomBytes(32).toString("base64url"),
    DATABASE: join(dir, "db.sqlite3"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const prepare = ["manage.py", "prepare", user.name];
  await promisify(execFile)(python, prepare, {
    cwd: server,
    env: { ...process.env, ...env, DEMO_PASSWORD: user.password },
    signal,
  });
  const access = join(dir, "gunicorn-access.log");
  const gunicorn = ["-m", "gunicorn", "--bind", `unix:${socket}`, "--access-logfile", access];
  return startChild("gunicorn", python, gunicorn, { dir, env, cwd: server });
}

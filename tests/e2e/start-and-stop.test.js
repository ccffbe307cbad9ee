// The command `cargo xtask stack`: its output, how it ends, and that no process is left.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openIn } from "./lib/processes.js";

const main = fileURLToPath(new URL("../../examples/django/stack/main.mjs", import.meta.url));

let dir;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "jwt-e2e-"));
});
afterEach(() => rm(dir, { recursive: true }));

/** Starts the stack as `cargo xtask stack` does, in its own process group as a terminal does. All files are written in `dir`. */
function command(...args) {
  const env = { ...process.env, TMPDIR: dir };
  const child = spawn(process.execPath, [main, ...args], { env, stdio: "pipe", detached: true });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  }
  const ended = once(child, "close").then(([status]) => status);
  const started = async () => {
    while (!said.stdout.includes("Ctrl-C")) {
      const end = await Promise.race([ended, once(child.stdout, "data")]);
      if (!Array.isArray(end)) throw new Error(`it ended with ${end}: ${said.stderr}`);
    }
    return /behind the gate: (\S+)/.exec(said.stdout)[1];
  };
  return { child, said, ended, started };
}

async function assertGone() {
  assert.deepEqual(await openIn(dir), [], "processes are left");
  assert.deepEqual(await readdir(dir), [], "files are left");
}

test("it prints where it is, and Ctrl-C at a terminal ends all of it", async () => {
  const { child, said, ended, started } = command("--alg", "ES256");
  const address = await started();
  assert.match(said.stdout, /Name and password: +demo {2}\S{16}\n/);
  assert.match(said.stdout, /The public keys \(ES256\): +http/);
  assert.equal((await fetch(address)).status, 200);
  assert.equal((await fetch(new URL("/api/whoami/", address))).status, 401);
  const names = new Set((await openIn(dir)).map(({ name }) => name));
  for (const name of ["node", "workerd", "nginx", "gunicorn"])
    assert.ok(names.has(name), `${name}: ${[...names]}`);
  // A terminal sends the signal to every process of the group.
  process.kill(-child.pid, "SIGINT");
  assert.equal(await ended, 0, said.stderr);
  await assertGone();
  await assert.rejects(fetch(address));
});

test("when a program of it ends by itself, it says so and ends the others", async () => {
  const { said, ended, started } = command();
  await started();
  const [gunicorn] = (await openIn(dir)).filter(({ name }) => name === "gunicorn");
  process.kill(gunicorn.pid, "SIGKILL");
  assert.equal(await ended, 1);
  assert.match(said.stderr, /error: gunicorn ended \(SIGKILL\)/);
  await assertGone();
});

test("when the process that started it is gone, it ends, even while it is still starting", async () => {
  const { child, said, ended } = command();
  child.stdin.end();
  assert.equal(await ended, 0, said.stderr);
  await assertGone();
});

test("a port in use is reported, and so are options that make no sense", async (context) => {
  const other = createServer();
  context.after(() => other.close());
  await new Promise((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address();
  for (const [args, status, message] of [
    [["--port", String(port)], 1, `port ${port} is taken`],
    [["--port", "0"], 2, "--port must be a whole number from 1 to 65535, but it is 0"],
    [["--alg", "none"], 2, "--alg must be one of HS256, RS256, ES256, but it is none"],
    [["--access", "ten"], 2, "--access must be a whole number from 1 to 86400, but it is ten"],
    [["--refresh", "3", "--access", "5"], 2, "--refresh must be at least as long as --access"],
    [["--rotate", "0", "--alg", "ES256"], 2, "--rotate must be a whole number from 1 to 86400, but it is 0"],
    [["--rotate", "60"], 2, "--rotate needs --alg RS256 or ES256"],
    [["--frobnicate"], 2, "--frobnicate"],
  ]) {
    const { said, ended } = command(...args);
    assert.equal(await ended, status, said.stderr);
    assert.ok(said.stderr.includes(message), said.stderr);
    assert.equal(said.stdout, "");
  }
  await assertGone();
});

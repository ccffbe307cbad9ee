// A Redis server, and Webdis, which gives it an HTTP interface. Each has its own port and folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

function program(variable) {
  const path = process.env[variable];
  if (!path) throw new Error(`${variable} names no program: run \`cargo xtask test --only stores\``);
  return path;
}

/** Starts both, and waits until they answer. */
export async function startServers() {
  const folder = await mkdtemp(join(tmpdir(), "jwt-wasm-stores-"));
  const [redisPort, httpPort] = [await freePort(), await freePort()];
  const here = ["--bind", "127.0.0.1", "--port", String(redisPort), "--dir", folder];
  const redis = run(program("REDIS_SERVER"), [...here, "--save", "", "--appendonly", "no"], folder);
  await listening(redisPort, redis);
  const config = {
    redis_host: "127.0.0.1",
    redis_port: redisPort,
    http_host: "127.0.0.1",
    http_port: httpPort,
    threads: 2,
    daemonize: false,
    database: 0,
    verbosity: 0,
    logfile: join(folder, "webdis.log"),
  };
  const file = join(folder, "webdis.json");
  await writeFile(file, JSON.stringify(config));
  const webdis = run(program("WEBDIS"), [file], folder);
  await listening(httpPort, webdis);
  return {
    redisPort,
    http: `http://127.0.0.1:${httpPort}/`,
    stopRedis: () => stop(redis),
    async stop() {
      await Promise.all([stop(webdis), stop(redis)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function run(path, args, cwd) {
  const child = spawn(path, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  // In case the tests end without stopping the servers.
  process.once("exit", () => child.kill("SIGKILL"));
  return child;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function listening(port, child) {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`${child.spawnfile} does not listen`);
}

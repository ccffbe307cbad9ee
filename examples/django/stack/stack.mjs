// The whole stack on loopback: browser → gate (workerd) → nginx → gunicorn → Django.
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleEdge } from "./bundle.mjs";
import { answers, mourned, startChild } from "./child.mjs";
import { startDjango } from "./django.mjs";
import { makeKeys } from "./keys.mjs";
import { configureNginx } from "./nginx.mjs";
import { freePort, startOnPort } from "./ports.mjs";

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const ISSUER = "https://site.example";

/**
 * Starts everything, or nothing: what was started before something failed is stopped again.
 * @param {object} options
 * @param {string} options.python a Python that has server/requirements.txt
 * @param {string} options.nginx
 * @param {number} [options.port] the gate's; any free one by default
 * @param {"HS256" | "RS256" | "ES256"} [options.algorithm]
 * @param {number} [options.accessSeconds]
 * @param {number} [options.refreshSeconds]
 * @param {number} [options.publishAheadSeconds] for how long a new key is published before it signs
 * @param {AbortSignal} [options.signal] ends the start at its next step
 * @param {string} [options.bundle] from `bundleEdge`, where several stacks share it
 */
export async function startStack({ python, nginx, port, algorithm = "HS256", ...options }) {
  const { accessSeconds = 300, refreshSeconds = 86_400, publishAheadSeconds = 86_400, signal } = options;
  // A port that is taken must be reported before anything starts.
  if (port !== undefined) await freePort(port);
  // Short, because the path of a socket may have only about a hundred bytes, and private, because it holds
  // keys.
  const dir = await mkdtemp(join(tmpdir(), "jwt-stack-"));
  const running = [];
  const stop = async () => {
    for (const child of running.splice(0).reverse()) await child.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const user = { name: "demo", password: randomBytes(12).toString("base64url") };
    const keysFile = join(dir, "keys.jwe");
    const times = { publishAhead: publishAheadSeconds, retireAfter: refreshSeconds };
    const keys = await makeKeys(algorithm, keysFile, times);
    const bindings = {
      ...keys.settings,
      JWT_ALGORITHM: algorithm,
      JWT_ISSUER: ISSUER,
      PUBLISH_AHEAD_SECONDS: publishAheadSeconds,
      ACCESS_SECONDS: accessSeconds,
      REFRESH_SECONDS: refreshSeconds,
    };
    const bundle = options.bundle ?? (await bundleEdge(join(dir, "edge"), signal));

    const socket = join(dir, "gunicorn.sock");
    running.push(
      await startDjango({
        dir,
        python,
        socket,
        user,
        settings: { ...bindings, JWT_KEYS_FILE: keysFile },
        signal,
      }),
    );
    await answers({ socketPath: socket, path: "/api/health/" }, running[0]);

    signal?.throwIfAborted();
    const paths = { SOCKET: socket, PAGES: pathOf("../pages"), INSPECTOR: pathOf("../../../www/dist") };
    const proxy = await startOnPort(undefined, async (PORT) =>
      startChild("nginx", nginx, await configureNginx({ dir, PORT, ...paths }), { dir }),
    );
    running.push(proxy);

    signal?.throwIfAborted();
    const edge = await startOnPort(port, async (port) => {
      const config = join(dir, "edge.json");
      await writeFile(
        config,
        JSON.stringify({
          bundle,
          port,
          bindings: { ...bindings, ORIGIN: proxy.address },
          ...(keys.rotate && { keys: keysFile }),
        }),
      );
      return startChild("edge", process.execPath, [pathOf("edge.mjs"), config], { dir });
    });
    running.push(edge);

    const read = (name) => readFile(join(dir, `${name}.log`), "utf8").catch(() => "");
    const lines = async (name) => (await read(name)).split("\n").filter((line) => line !== "");
    return {
      address: edge.address,
      origin: proxy.address,
      issuer: ISSUER,
      algorithm,
      user,
      keys,
      /** The access logs of nginx and gunicorn, one line a request. */
      seen: async () => ({ nginx: await lines("nginx-access"), gunicorn: await lines("gunicorn-access") }),
      /** The logs of all programs. */
      logs: async () => {
        const names = ["gunicorn", "gunicorn-access", "nginx", "nginx-access", "nginx-error", "edge"];
        return (await Promise.all(names.map(read))).join("");
      },
      /** Resolves with a message when a program has ended unexpectedly. */
      broken: Promise.race(running.map(mourned)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

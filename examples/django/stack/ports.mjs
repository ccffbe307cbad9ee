import { createServer } from "node:net";
import { answers } from "./child.mjs";

const ATTEMPTS = 5;

/**
 * Starts a program on this port of loopback, or on any free one, and waits until it answers.
 * @param {number | undefined} wanted
 * @param {(port: number) => Promise<object>} start gives the child
 */
export async function startOnPort(wanted, start) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wanted);
    const child = await start(port);
    try {
      await answers({ host: "127.0.0.1", port, path: "/api/health/" }, child);
      return { ...child, address: `http://127.0.0.1:${port}` };
    } catch (error) {
      await child.stop();
      // Another program can take the port after it was found free and before it is used.
      const isTaken = /address already in use/i.test(error.message);
      if (!isTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

/** This port if it is free, or any free one for 0. */
export async function freePort(wanted = 0) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.on("error", (error) => reject(told(error, wanted)));
    server.listen(wanted, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function told(error, port) {
  if (error.code === "EADDRINUSE") return new Error(`port ${port} is taken: choose another one with --port`);
  if (error.code === "EACCES")
    return new Error(`port ${port} is for root only: choose another one with --port`);
  return error;
}

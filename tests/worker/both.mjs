// Runs the gates of `fixtures/kinds.mjs` in workerd and in Node, each with its own origin.
import { mock } from "node:test";
import { serve } from "@hono/node-server";
import { bundleFixture, start } from "./bundle.mjs";
import { chosen, makeGates } from "./fixtures/kinds.mjs";
import { startOrigin } from "./origin.mjs";
import { SECRET } from "./tokens.mjs";

/** The longest header in these tests. Node's own limit is lower than the limit of Workers. */
const LONGEST_HEADER = 256 * 1024;

async function inWorkerd(bindings) {
  const { modules } = await bundleFixture("gates");
  // Without Miniflare's own Worker before it, which normalises paths.
  const worker = await start(modules, bindings, { unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }] });
  return { ...worker, url: worker.direct };
}

async function inNode(bindings, serverOptions) {
  const gates = makeGates();
  const log = mock.method(console, "error", () => {});
  // The bindings of the test, and what the adapter passes beside them.
  const fetch = (request, env) => chosen(gates, request)(request, { ...env, ...bindings });
  const server = await new Promise((resolve) => {
    const started = serve({ fetch, serverOptions, hostname: "127.0.0.1", port: 0 }, () => resolve(started));
  });
  return {
    url: new URL(`http://127.0.0.1:${server.address().port}`),
    log: () => log.mock.calls.map(({ arguments: [line] }) => line).join("\n"),
    dispose() {
      log.mock.restore();
      server.closeAllConnections();
      server.close();
    },
  };
}

const RUNTIMES = { workerd: inWorkerd, Node: inNode };
export const runtimes = Object.keys(RUNTIMES);

/** Starts the gates, and an origin that records the requests. */
export async function startGates(
  runtime,
  bindings = { JWT_SECRET: SECRET },
  serverOptions = { maxHeaderSize: LONGEST_HEADER },
) {
  const origin = await startOrigin();
  const gate = await RUNTIMES[runtime]({ ...bindings, ORIGIN: origin.url }, serverOptions);
  return {
    url: gate.url,
    log: gate.log,
    origin,
    async dispose() {
      await gate.dispose();
      origin.close();
    },
  };
}

// A provider that changes its keys, goes down and comes back, and records when it did so.
import { createServer } from "node:http";

/** `max-age` of its answers, in seconds. */
export const LIFETIME = 2;

export async function startProvider() {
  let keys = [];
  let server;
  let port = 0;
  let fetches = 0;
  // For each `kid`, when it was published and withdrawn, in seconds since the start.
  const times = new Map();
  const outages = [];
  const started = performance.now();
  const now = () => (performance.now() - started) / 1000;

  const up = async () => {
    server = createServer((_, response) => {
      fetches++;
      response.setHeader("cache-control", `max-age=${LIFETIME}`);
      response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));
    });
    await new Promise((listening, failed) => {
      server.once("error", failed);
      server.listen(port, "127.0.0.1", listening);
    });
    ({ port } = server.address());
  };
  await up();

  return {
    url: `http://127.0.0.1:${port}/jwks.json`,
    now,
    times,
    outages,
    fetches: () => fetches,
    /** Publishes these keys only. */
    publish(...published) {
      for (const { kid } of keys) {
        if (!published.some((key) => key.kid === kid)) times.get(kid).withdrawn = now();
      }
      for (const { kid } of published) if (!times.has(kid)) times.set(kid, { published: now() });
      keys = published;
    },
    kill() {
      outages.push({ down: now() });
      server.closeAllConnections();
      server.close();
    },
    /** Comes back with these keys. */
    async restart(...published) {
      this.publish(...published);
      await up();
      outages.at(-1).up = now();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

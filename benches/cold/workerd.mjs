// Import and first verification in workerd: a fresh process, and in it a fresh isolate for the candidate.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { bundle } from "../runtimes/bundle.mjs";
import { BENCHES } from "../runtimes/paths.mjs";

const EMPTY = "nothing";

/** Microseconds, including the round trip to an empty worker. */
export async function coldWorker(name, fixture) {
  const miniflare = new Miniflare({
    modules: true,
    scriptPath: join(BENCHES, "cold/parent.mjs"),
    compatibilityDate: "2026-04-01",
    cf: false,
    workerLoaders: { LOADER: {} },
  });
  const post = async (path, body) => {
    const response = await miniflare.dispatchFetch(`http://localhost/${path}`, { method: "POST", body });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${name}: ${text}`);
  };
  try {
    await post("modules", await modulesOf(name));
    const body = JSON.stringify(fixture);
    const start = performance.now();
    await post("verify", body);
    const elapsed = performance.now() - start;
    if (name !== EMPTY) await post("refuse", body);
    return elapsed * 1000;
  } finally {
    await miniflare.dispose();
  }
}

const bundles = new Map();

async function modulesOf(name) {
  if (!bundles.has(name)) bundles.set(name, await bundled(name));
  return bundles.get(name);
}

async function bundled(name) {
  const outdir = await bundle("cold/worker.mjs", join("cold", name), {
    conditions: ["workerd", "worker"],
    alias: { candidate: join(BENCHES, "cold/first", `${name}.mjs`) },
  });
  const modules = readdirSync(outdir).map((file) => {
    const content = readFileSync(join(outdir, file));
    return [file, file.endsWith(".wasm") ? { wasm: content.toString("base64") } : { js: content.toString() }];
  });
  return JSON.stringify(Object.fromEntries(modules));
}

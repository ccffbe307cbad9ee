// Import and first verification in workerd: a fresh process, and in it a fresh isolate for the candidate.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { bundle } from "../runtimes/bundle.mjs";
import { BENCHES } from "../runtimes/paths.mjs";
import { placeOf } from "./once.mjs";

const EMPTY = "nothing";

/** Microseconds, including the round trip to an empty worker. */
export async function coldWorker(name, fixture) {
  return inWorker(await modulesOf(placeOf(name, fixture)), async (post) => {
    const start = performance.now();
    await post("verify", fixture);
    const elapsed = performance.now() - start;
    if (name !== EMPTY) await post("refuse", fixture);
    return elapsed * 1000;
  });
}

/** Gives `run` a function that sends a request to a worker of these modules, in a new process. */
export async function inWorker(modules, run) {
  const miniflare = new Miniflare({
    modules: true,
    scriptPath: join(BENCHES, "cold/parent.mjs"),
    compatibilityDate: "2026-04-01",
    cf: false,
    workerLoaders: { LOADER: {} },
  });
  const post = async (path, given) => {
    const body = JSON.stringify(given);
    const response = await miniflare.dispatchFetch(`http://localhost/${path}`, { method: "POST", body });
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
  };
  try {
    await post("modules", modules);
    return await run(post);
  } finally {
    await miniflare.dispose();
  }
}

const bundles = new Map();

async function modulesOf(place) {
  if (!bundles.has(place)) bundles.set(place, await bundled(place));
  return bundles.get(place);
}

/** The modules of a worker that has this candidate, by their names. */
export async function bundled(place) {
  const file = join(BENCHES, "cold/first", place);
  const own = file.replace(/\.mjs$/, ".workerd.mjs");
  const outdir = await bundle("cold/worker.mjs", join("cold", place), {
    conditions: ["workerd", "worker"],
    alias: { candidate: existsSync(own) ? own : file },
  });
  const modules = readdirSync(outdir).map((file) => {
    const content = readFileSync(join(outdir, file));
    return [file, file.endsWith(".wasm") ? { wasm: content.toString("base64") } : { js: content.toString() }];
  });
  return Object.fromEntries(modules);
}

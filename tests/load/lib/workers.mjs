// Runs the gate, the gate with proofs of possession and the bare proxy in one workerd, each on its own socket, without Miniflare's own
// Worker before them.
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { bundleEntry, compatibilityDate } from "../../worker/bundle.mjs";

const NAMES = ["gate", "bare", "dpop"];
const OBJECTS = { dpop: { durableObjects: { REPLAY: { className: "DpopReplay", useSQLite: true } } } };
let bundles;

async function bundled(name) {
  const entry = fileURLToPath(new URL(`../fixtures/${name}.mjs`, import.meta.url));
  return (await bundleEntry(`load-${name}`, entry)).modules;
}

export async function startWorkers(bindings) {
  bundles ??= Promise.all(NAMES.map(bundled));
  const date = await compatibilityDate();
  const workers = (await bundles).map((modules, index) => ({
    name: NAMES[index],
    modules,
    bindings,
    compatibilityDate: date,
    ...OBJECTS[NAMES[index]],
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  }));
  const log = [];
  const miniflare = new Miniflare({
    workers,
    cf: false,
    handleRuntimeStdio(stdout, stderr) {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk) => log.push(String(chunk)));
    },
  });
  await miniflare.ready;
  const [gate, bare, dpop] = await Promise.all(NAMES.map((name) => miniflare.unsafeGetDirectURL(name)));
  return {
    gate: gate.origin,
    bare: bare.origin,
    dpop: dpop.origin,
    log: () => log.join(""),
    dispose: () => miniflare.dispose(),
  };
}

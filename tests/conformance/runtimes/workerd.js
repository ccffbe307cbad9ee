import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { ROOT, TARGET } from "../lib/app.js";
import { output } from "../lib/child.js";

const example = join(ROOT, "examples/worker");
// Uses the version of wrangler that the example depends on.
const wrangler = createRequire(join(example, "package.json")).resolve("wrangler/bin/wrangler.js");

const FLAGS = { workerd: [], "workerd, nodejs_compat": ["nodejs_compat"] };

export const workerd = Object.entries(FLAGS).map(([name, flags]) => ({
  name,
  async run(app) {
    const [compatibilityDate] = /\d{4}-\d\d-\d\d/.exec(readFileSync(join(example, "wrangler.jsonc"), "utf8"));
    const outdir = join(TARGET, flags[0] ?? "plain");
    await bundle(app, outdir, [
      `--compatibility-date=${compatibilityDate}`,
      ...flags.map((flag) => `--compatibility-flags=${flag}`),
    ]);
    return { version: workerdVersion(), cells: await ask(outdir, { compatibilityDate, flags }) };
  },
}));

/** What a deployment would upload. */
async function bundle(app, outdir, args) {
  // Asks no questions, looks for no updates and reports nothing.
  const quiet = {
    CI: "true",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_LOG_PATH: join(TARGET, "log"),
  };
  const command = ["deploy", "worker.js", "--name=conformance", "--dry-run", `--outdir=${outdir}`, ...args];
  await output(process.execPath, [wrangler, ...command], { cwd: app, env: { ...process.env, ...quiet } });
}

async function ask(outdir, { compatibilityDate, flags }) {
  const miniflare = new Miniflare({
    modulesRoot: outdir,
    scriptPath: join(outdir, "worker.js"),
    modules: true,
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
    compatibilityDate,
    compatibilityFlags: flags,
    cf: false,
  });
  try {
    const response = await miniflare.dispatchFetch("http://localhost/");
    const text = await response.text();
    if (response.status !== 200)
      throw new Error(`it answered with status ${response.status}: ${text.slice(0, 1000)}`);
    return JSON.parse(text);
  } finally {
    await miniflare.dispose();
  }
}

function workerdVersion() {
  const fromMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  return fromMiniflare("workerd/package.json").version;
}

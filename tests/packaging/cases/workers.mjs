import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { APPS, addPackage, appWith, ROOT } from "../lib/app.mjs";
import { assertClean, modulesIn } from "../lib/bundle.mjs";
import { run } from "../lib/child.mjs";
import {
  GOOD,
  importing,
  javascript,
  NAMES,
  ON_EDGE,
  RESPOND,
  SUBPATHS,
  WITHOUT_LINE,
} from "../lib/programs.mjs";
import { commandOf, versionOf } from "../lib/tools.mjs";

const SLIM = `${importing("jwt-wasm/slim", ["initSync", ...NAMES])}
import core from "jwt-wasm/core.wasm";
import keyfile from "jwt-wasm/keyfile.wasm";
initSync(core);
initSync(keyfile, "keyfile");
`;

const WORKERS = {
  ...ON_EDGE,
  "jwt-wasm/slim": [javascript(SLIM), GOOD, 2],
  "a key file without its module": [SUBPATHS["jwt-wasm"][0], WITHOUT_LINE, 1],
};

const example = readFileSync(join(ROOT, "examples/worker/wrangler.jsonc"), "utf8");
const [compatibilityDate] = /\d{4}-\d\d-\d\d/.exec(example);

export const workers = [
  {
    name: "wrangler and workerd",
    async run() {
      const sources = Object.values(WORKERS).map(([source], index) => [
        `worker-${index}.js`,
        source + RESPOND,
      ]);
      const app = await appWith("workers", Object.fromEntries(sources));
      addPackage(app, "hono");
      for (const [index, [specifier, [, told, modules]]] of Object.entries(WORKERS).entries()) {
        const outdir = join(app, `out-${index}`);
        await bundle(app, `worker-${index}.js`, outdir);
        assert.deepEqual(
          readdirSync(outdir).filter((name) => /\.(?:js|wasm)$/.test(name)).length,
          1 + modules,
          `${specifier}: expected a script and ${modules} modules`,
        );
        const text = readFileSync(join(outdir, `worker-${index}.js`), "utf8");
        assertClean(text);
        assert.equal(modulesIn(text), 0, `${specifier}: modules in the script`);
        assert.equal(await ask(outdir, `worker-${index}.js`), told, specifier);
      }
      return { version: `${versionOf("wrangler")}, ${versionOf("workerd")}`, checked: Object.keys(WORKERS) };
    },
  },
];

/** The upload of a deployment. */
async function bundle(app, entry, outdir) {
  const flags = [
    "--dry-run",
    "--name=packaging",
    `--compatibility-date=${compatibilityDate}`,
    `--outdir=${outdir}`,
  ];
  // Asks no questions, looks for no updates and reports nothing.
  const env = {
    CI: "true",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_LOG_PATH: join(APPS, "wrangler-log"),
  };
  const said = await run(process.execPath, [commandOf("wrangler"), "deploy", entry, ...flags], {
    cwd: app,
    env,
  });
  assert.equal(said.stderr, "");
  assert.doesNotMatch(said.stdout, /warning|error/i);
}

async function ask(outdir, entry) {
  const said = [];
  const miniflare = new Miniflare({
    modules: true,
    modulesRoot: outdir,
    scriptPath: join(outdir, entry),
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
    compatibilityDate,
    cf: false,
    handleRuntimeStdio(stdout, stderr) {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
    },
  });
  try {
    const answer = await (await miniflare.dispatchFetch("http://localhost/")).text();
    assert.deepEqual(said, []);
    return answer;
  } finally {
    await miniflare.dispose();
  }
}

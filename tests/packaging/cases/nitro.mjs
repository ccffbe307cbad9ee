// Nuxt builds its server with Nitro.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { addPackage, appWith } from "../lib/app.mjs";
import * as binaries from "../lib/binaries.mjs";
import { run, serve } from "../lib/child.mjs";
import { GOOD, ON_EDGE, onDemand, SUBPATHS } from "../lib/programs.mjs";
import { addTools, commandOf, versionOf } from "../lib/tools-apart.mjs";

const ANSWER = "export default defineEventHandler(() => check());\n";

const COMPATIBILITY_DATE = "2026-04-01";

/** What docs/loading.md says for a preset other than Node's. */
const WITH_WASM = { experimental: { wasm: true } };

export const nitro = [
  {
    name: "Nitro, Cloudflare",
    async run() {
      const { app, warnings } = await build("nitro-cloudflare", "cloudflare-module", WITH_WASM, ON_EDGE);
      // The output has Nitro's own notes, and none about the package.
      assert.deepEqual(
        warnings.filter((line) => !/Node\.js compatibility is not enabled/.test(line)),
        [],
      );
      const root = join(app, ".output/server");
      // The core, the module for key files and one engine. The runtime compiles them beforehand.
      assert.equal(readdirSync(join(root, "wasm")).length, 3);
      await askWorker(root);

      // Without this setting Nitro cannot include a module, and the build fails.
      const unset = build("nitro-unset", "cloudflare-module", {}, ON_EDGE);
      await assert.rejects(unset, /generated\/\w+\.wasm/);
      return { version: versionOf("nitropack"), checked: [...Object.keys(SUBPATHS), "refused without wasm"] };
    },
  },
  {
    name: "Nitro, Node",
    async run() {
      const { app, warnings } = await build("nitro-node", "node-server", {}, ON_NODE);
      assert.deepEqual(warnings, []);
      await askServer(app);
      return { version: versionOf("nitropack"), checked: Object.keys(SUBPATHS) };
    },
  },
];

/** Nitro drops imports without names of packages outside its bundle, so the engine is loaded when it is needed. */
const ON_NODE = { ...SUBPATHS, "jwt-wasm/engines/es256": [onDemand("jwt-wasm"), GOOD] };

const routeOf = (index) => `/${index}`;

async function build(name, preset, settings, programs) {
  const routes = Object.values(programs).map(([source], index) => [
    `routes${routeOf(index)}.js`,
    source + ANSWER,
  ]);
  const config = { compatibilityDate: COMPATIBILITY_DATE, logging: { compressedSizes: false }, ...settings };
  const app = await appWith(name, {
    ...Object.fromEntries(routes),
    "nitro.config.js": `export default ${JSON.stringify(config)};\n`,
  });
  addPackage(app, "hono");
  addTools(app, "nitropack", "h3");
  const args = [commandOf("nitropack"), "build", "--preset", preset];
  const { stdout, stderr } = await run(await binaries.node(24), args, { cwd: app });
  const lines = `${stdout}\n${stderr}`.split("\n");
  return { app, warnings: lines.filter((line) => /\b(?:WARN|ERROR)\b/.test(line)) };
}

async function askWorker(root) {
  const miniflare = new Miniflare({
    modules: true,
    modulesRoot: root,
    scriptPath: join(root, "index.mjs"),
    modulesRules: [
      { type: "ESModule", include: ["**/*.mjs"] },
      { type: "CompiledWasm", include: ["**/*.wasm"] },
    ],
    compatibilityDate: COMPATIBILITY_DATE,
    cf: false,
  });
  try {
    await checkRoutes((path) => miniflare.dispatchFetch(`http://localhost${path}`));
  } finally {
    await miniflare.dispose();
  }
}

async function askServer(app) {
  const env = { PORT: "0", HOST: "127.0.0.1" };
  const args = [".output/server/index.mjs"];
  const server = await serve(process.execPath, args, /(http:\/\/127\.0\.0\.1:\d+)/, { cwd: app, env });
  try {
    await checkRoutes((path) => fetch(server.found[1] + path));
  } finally {
    const { stderr } = await server.stop();
    assert.equal(stderr, "");
  }
}

async function checkRoutes(ask) {
  for (const [index, [specifier, [, told]]] of Object.entries(SUBPATHS).entries()) {
    const response = await ask(routeOf(index));
    assert.deepEqual([response.status, await response.text()], [200, told], specifier);
  }
}
